using System.CommandLine;
using System.CommandLine.Parsing;
using Hiwae.Cli.Options;
using Hiwae.Cli.Train;
using Hiwae.Words;

namespace Hiwae.Cli;

/// <summary>The faults of a command line, each once. An unknown option is one fault, together with what stands after it.</summary>
internal static class WrongLine
{
    /// <summary>The faults in sentences; none where the line is right.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="program">How the user starts the program.</param>
    public static IReadOnlyList<string> Faults(ParseResult parsed, string program)
    {
        var command = parsed.CommandResult;
        if (UnknownOptions(parsed) is [_, ..] options)
            return [.. options.Select(option => Unknown(parsed, option, program)).Distinct()];
        if (parsed.UnmatchedTokens is [var first, ..])
            return [command.Command.Subcommands.Count > 0 ? UnknownCommand(command, first) : Superfluous(command, first)];
        return [.. parsed.Errors.Select(Words).Distinct()];
    }

    /// <summary>Why a launcher is not to start a line several times; null where that is what the command is for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="program">How the user starts the program.</param>
    /// <param name="size">The number of processes.</param>
    public static string? Repeated(ParseResult parsed, string program, int size)
    {
        var (command, path) = (parsed.CommandResult.Command, CommandPath.Text(parsed.CommandResult));
        var shard = command.Options.FirstOrDefault(option => option.Name == ShardOption.Name);
        return command.Name == TrainCommand.Name || command is RootCommand || (shard is not null && parsed.GetResult(shard) is not null)
            ? null
            : $"a launcher has started '{program} {path}' {size} times, and each would do all of it; only '{TrainCommand.Name}' is done by several processes together. Start it once{(shard is null ? "" : $", or give each process its part with {ShardOption.Name} I/N")}.";
    }

    /// <summary>What looks like an option and is neither one of the command nor the value of one.</summary>
    private static IReadOnlyList<Token> UnknownOptions(ParseResult parsed)
    {
        var unknown = new List<Token>();
        var takesValue = false;
        foreach (var token in parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash))
        {
            var isOption = token.Type == TokenType.Option;
            if (token.Type == TokenType.Argument && LooksLikeOption(token.Value) && (!takesValue || token.Value.StartsWith("--", StringComparison.Ordinal)))
                unknown.Add(token);
            takesValue = isOption && parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Name == token.Value) is { Arity.MinimumNumberOfValues: > 0 };
        }

        return unknown;
    }

    // A number may be negative, and a dash by itself is a name.
    private static bool LooksLikeOption(string text) => text.Length > 1 && text[0] == '-' && !char.IsAsciiDigit(text[1]) && text[1] is not '.' and not ' ';

    private static string Unknown(ParseResult parsed, Token token, string program)
    {
        var (command, path) = (parsed.CommandResult.Command, CommandPath.Text(parsed.CommandResult));
        var name = token.Value.Split('=')[0];
        if (command.Options.Any(option => option.Name == name))
        {
            var before = parsed.Tokens.TakeWhile(other => other != token).LastOrDefault()?.Value;
            return command.Options.FirstOrDefault(option => option.Name == before) is { } open
                ? LacksValue(open)
                : $"{name} stands before the command; write '{program} {path} … {name}'.";
        }

        string[] names = [.. command.Options.Where(option => !option.Hidden).Select(option => option.Name)];
        string[] owners = [.. CommandPath.Below(parsed.RootCommandResult.Command).Where(other => other.Command.Options.Any(option => option.Name == name)).Select(other => $"'{other.Path}'")];
        var elsewhere = owners.Length == 0 ? "" : $" It is an option of {Listed(owners)}.";
        return command is RootCommand
            ? $"there is no option '{name}' without a command.{elsewhere}"
            : $"'{path}' takes no option '{name}'.{(owners.Length == 0 ? Meant(name, names) : elsewhere)}{(names.Length == 0 ? "" : $" The options of '{path}' are {string.Join(", ", names)}.")}{Commands(parsed.CommandResult)}";
    }

    /// <summary>" The commands are …", or nothing where a command has none.</summary>
    private static string Commands(CommandResult result)
    {
        string[] names = [.. result.Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name)];
        return names.Length == 0 ? "" : $" The commands{(result.Command is RootCommand ? "" : $" of '{CommandPath.Text(result)}'")} are {string.Join(", ", names)}.";
    }

    /// <summary>" Did you mean …?", or nothing; the dashes, which all names have, count for nothing.</summary>
    private static string Meant(string name, IEnumerable<string> names) =>
        Nearest.To(name.TrimStart('-'), names.Select(n => n.TrimStart('-'))) is { } near ? $" Did you mean '--{near}'?" : "";

    private static string UnknownCommand(CommandResult result, string token) =>
        $"there is no command '{token}'.{Nearest.Question(token, [.. result.Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name)])}{Commands(result)}";

    private static string Superfluous(CommandResult result, string token) => result.Command.Arguments is [var argument, ..]
        ? $"'{CommandPath.Text(result)}' takes one {argument.Name}, and '{token}' is one more."
        : $"'{CommandPath.Text(result)}' takes no argument '{token}'.";

    private static string Words(ParseError error) => error.SymbolResult switch
    {
        OptionResult { IdentifierTokenCount: > 1 } option => $"{option.Option.Name} is written {option.IdentifierTokenCount} times; write it once.",
        OptionResult { Tokens.Count: 0 } option => LacksValue(option.Option),
        ArgumentResult { Tokens.Count: 0, Argument: var argument } => Lacks(error.SymbolResult, argument),
        CommandResult { Command.Arguments: [var argument] } => Lacks(error.SymbolResult, argument),
        _ => error.Message,
    };

    private static string LacksValue(Option option) => $"{option.Name} has no value; write {option.Name} {option.HelpName}, or leave it out.";

    private static string Lacks(SymbolResult result, Argument argument)
    {
        while (result.Parent is not null && result is not CommandResult)
            result = result.Parent;
        return $"'{CommandPath.Text((CommandResult)result)}' lacks its {argument.Name}. {argument.Description}";
    }

    private static string Listed(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
