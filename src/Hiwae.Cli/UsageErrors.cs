using System.CommandLine;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli;

/// <summary>Says what is wrong with a command line.</summary>
internal static class UsageErrors
{
    /// <summary>Writes each fault once and where help is.</summary>
    public static int Report(Session session, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var messages = parsed.UnmatchedTokens.Count > 0
            ? parsed.UnmatchedTokens.Select(token => Unknown(command, token))
            : parsed.Errors.Select(e => e.Message);
        foreach (var message in messages.Distinct())
            session.Say($"error: {message}");
        var name = command is RootCommand ? "" : command.Name + " ";
        session.Say($"'{session.Program} {name}--help' shows how to write it.");
        return Failure.WrongUsage;
    }

    private static string Unknown(Command command, string token)
    {
        var isOption = token.StartsWith('-');
        string[] names = isOption
            ? [.. command.Options.Select(o => o.Name)]
            : [.. command.Subcommands.Select(c => c.Name)];
        var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        var known = names.Length == 0 ? "" : $" The {kind}s are {string.Join(", ", names)}.";
        return $"{(command is RootCommand ? "there" : $"'{command.Name}'")} {(command is RootCommand ? $"is no {kind}" : $"takes no {kind}")} '{token}'."
            + Nearest.Question(token, names) + known;
    }
}
