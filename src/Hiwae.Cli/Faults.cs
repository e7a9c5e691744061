using System.CommandLine;
using Hiwae.Checkpoints;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Distributed;
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
        session.Complain($"error: {Message(session, exception)}");
        if (Environment.GetEnvironmentVariable(DebugVariable) == "1")
            session.Complain(exception.ToString());
        return exception is UsageException ? ExitStatus.WrongUsage : ExitStatus.Failed;
    }

    /// <summary>Writes each fault of a command line, and where help is.</summary>
    /// <param name="session">The surroundings.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">At least one.</param>
    public static int Report(Session session, ParseResult parsed, IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
            session.Say($"error: {fault}");
        session.Say($"'{string.Join(' ', [session.Program, .. CommandPath.Of(parsed.CommandResult), "--help"])}' shows how to write it.");
        return ExitStatus.WrongUsage;
    }

    private static string Message(Session session, Exception exception) => exception switch
    {
        UsageException or DataFormatException or CheckpointException or TrainingDivergedException or MeasurementException or WorkerException
            or ArgumentException or EngineException or InsufficientMemoryException or MpiException =>
            exception.Message,
        TypeInitializationException { InnerException: { } inner } => Message(session, inner),
        DllNotFoundException => $"the tensor engine cannot be loaded: {Sentence.Of(exception.Message)} Run '{session.Program} doctor'.",
        OutOfMemoryException => "the memory is not enough; try a smaller --batch or fewer --samples.",
        _ => $"{exception.Message} ({exception.GetType().Name}; {DebugVariable}=1 shows where)",
    };
}
