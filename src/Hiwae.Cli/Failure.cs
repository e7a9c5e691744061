using Hiwae.Checkpoints;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Native;
using Hiwae.Training;

namespace Hiwae.Cli;

/// <summary>Turns an exception into one message and an exit status.</summary>
internal static class Failure
{
    /// <summary>Something went wrong.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int WrongUsage = 2;

    private const string DebugVariable = "HIWAE_DEBUG";

    /// <summary>Writes the message; with HIWAE_DEBUG=1 the stack trace as well.</summary>
    public static int Report(Session session, Exception exception)
    {
        session.Say($"error: {Message(session, exception)}");
        if (Environment.GetEnvironmentVariable(DebugVariable) == "1")
            session.Say(exception.ToString());
        return exception is UsageException ? WrongUsage : Failed;
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
}
