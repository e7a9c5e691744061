using System.CommandLine;
using Hiwae.Checkpoints;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Native;
using Hiwae.Training;
using Hiwae.Words;

namespace Hiwae.Cli;

/// <summary>Messages and exit statuses for exceptions and for wrong command lines.</summary>
internal static class Faults
{
    private const string DebugVariable = "HIWAE_DEBUG";

    /// <summary>Writes the message; with HIWAE_DEBUG=1 the stack trace as well.</summary>
    public static int Report(Session session, Exception exception)
    {
        session.Say($"error: {Message(session, exception)}");
        if (Environment.GetEnvironmentVariable(DebugVariable) == "1")
            session.Say(exception.ToString());
        return exception is UsageException ? ExitStatus.WrongUsage : ExitStatus.Failed;
    }

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
        return ExitStatus.WrongUsage;
    }

    private static string Message(Session session, Exception exception) => exception switch
    {
        UsageException or DataFormatException or CheckpointException or TrainingDivergedException or MeasurementException
            or ArgumentException or EngineException =>
            exception.Message,
        TypeInitializationException { InnerException: { } inner } => Message(session, inner),
        DllNotFoundException => $"the tensor engine cannot be loaded: {exception.Message} Run '{session.Program} doctor'.",
        OutOfMemoryException => "the memory is not enough; try a smaller --batch or fewer --samples.",
        _ => $"{exception.Message} ({exception.GetType().Name}; {DebugVariable}=1 shows where)",
    };

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
