namespace Hiwae.Cli.Terminal;

/// <summary>The command line asks for something that is not there. The message says what there is.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>What a check of an option's value returns; what it throws is the command line's fault.</summary>
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
