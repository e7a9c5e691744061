using System.CommandLine;
using System.CommandLine.Parsing;
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
        var command = parsed.CommandResult.Command;
        if (UnknownOptions(parsed) is [_, ..] options)
            return [.. options.Select(option => Unknown(parsed, option, program)).Distinct()];
        if (parsed.UnmatchedTokens is [var first, ..])
            return [command.Subcommands.Count > 0 ? UnknownCommand(command, first) : Superfluous(command, first)];
        return [.. parsed.Errors.Select(Words).Distinct()];
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
        var command = parsed.CommandResult.Command;
        var name = token.Value.Split('=')[0];
        var root = parsed.RootCommandResult.Command;
        if (command.Options.Any(option => option.Name == name))
        {
            var before = parsed.Tokens.TakeWhile(other => other != token).LastOrDefault()?.Value;
            return command.Options.FirstOrDefault(option => option.Name == before) is { } open
                ? LacksValue(open)
                : $"{name} stands before the command; write '{program} {command.Name} … {name}'.";
        }

        string[] names = [.. command.Options.Where(option => !option.Hidden).Select(option => option.Name)];
        string[] owners = [.. root.Subcommands.Where(other => !other.Hidden && other.Options.Any(option => option.Name == name)).Select(other => $"'{other.Name}'")];
        var elsewhere = owners.Length == 0 ? "" : $" It is an option of {Listed(owners)}.";
        return command is RootCommand
            ? $"there is no option '{name}' without a command.{elsewhere}"
            : $"'{command.Name}' takes no option '{name}'.{(owners.Length == 0 ? Meant(name, names) : elsewhere)} The options of '{command.Name}' are {string.Join(", ", names)}.";
    }

    /// <summary>" Did you mean …?", or nothing; the dashes, which all names have, count for nothing.</summary>
    private static string Meant(string name, IEnumerable<string> names) =>
        Nearest.To(name.TrimStart('-'), names.Select(n => n.TrimStart('-'))) is { } near ? $" Did you mean '--{near}'?" : "";

    private static string UnknownCommand(Command root, string token)
    {
        string[] names = [.. root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name)];
        return $"there is no command '{token}'.{Nearest.Question(token, names)} The commands are {string.Join(", ", names)}.";
    }

    private static string Superfluous(Command command, string token) => command.Arguments is [var argument, ..]
        ? $"'{command.Name}' takes one {argument.Name}, and '{token}' is one more."
        : $"'{command.Name}' takes no argument '{token}'.";

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
        return $"'{((CommandResult)result).Command.Name}' lacks its {argument.Name}. {argument.Description}";
    }

    private static string Listed(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
