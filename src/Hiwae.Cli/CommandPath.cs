using System.CommandLine;
using System.CommandLine.Parsing;

namespace Hiwae.Cli;

/// <summary>The words that name a command behind the program, such as <c>study coupling</c>.</summary>
internal static class CommandPath
{
    /// <summary>The words of a command on the line; none for the program itself.</summary>
    public static IEnumerable<string> Of(CommandResult command) => command.Parent is CommandResult parent ? [.. Of(parent), command.Command.Name] : [];

    /// <summary>The same in one text.</summary>
    public static string Text(CommandResult command) => string.Join(' ', Of(command));

    /// <summary>Every command below one that is shown, with its words.</summary>
    /// <param name="command">The command.</param>
    /// <param name="before">Its own words.</param>
    public static IEnumerable<(string Path, Command Command)> Below(Command command, string before = "") =>
        command.Subcommands.Where(inner => !inner.Hidden).SelectMany(inner => Below(inner, $"{before}{inner.Name} ").Prepend((before + inner.Name, inner)));
}
