namespace Hiwae.Cli.Terminal;

/// <summary>Exit statuses of commands that fail.</summary>
internal static class ExitStatus
{
    /// <summary>A failure of the command.</summary>
    public const int Failed = 1;

    /// <summary>A wrong command line.</summary>
    public const int WrongUsage = 2;
}

/// <summary>A request for something that is not there. The message says what there is.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>The result of a check of an option's value, whose exception becomes that of a wrong command line.</summary>
    /// <exception cref="UsageException">The value is refused.</exception>
    public static T Rethrow<T>(Func<T> check)
    {
        try
        {
            return check();
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }
}

/// <summary>A process that was started for a part of a command, and did not do it. The message says what to do.</summary>
internal sealed class WorkerException(string message) : Exception(message);

/// <summary>A measurement that is not a finite number. The message says what to do.</summary>
internal sealed class MeasurementException(string message) : Exception(message);
