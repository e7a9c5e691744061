namespace Hiwae.Cli.Terminal;

/// <summary>The standard streams of a command.</summary>
/// <param name="Output">Results, for scripts too.</param>
/// <param name="Error">Everything else: progress, remarks, faults.</param>
/// <param name="IsInteractive">Whether somebody watches <paramref name="Error"/>, so that lines may be redrawn.</param>
public sealed record StandardStreams(TextWriter Output, TextWriter Error, bool IsInteractive)
{
    /// <summary>The process's own.</summary>
    public static StandardStreams OfConsole() => new(
        Console.Out,
        Console.Error,
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb"));
}
