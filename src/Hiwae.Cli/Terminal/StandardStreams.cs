namespace Hiwae.Cli.Terminal;

/// <summary>The standard streams of a command.</summary>
/// <param name="Output">Results, for scripts too; a <see cref="TerminalWriter"/> where people read it in lines of a width.</param>
/// <param name="Error">Everything else: progress, remarks, faults; the same holds.</param>
/// <param name="IsInteractive">Whether somebody watches <paramref name="Error"/>, so that lines may be redrawn.</param>
public sealed record StandardStreams(TextWriter Output, TextWriter Error, bool IsInteractive)
{
    /// <summary>The process's own.</summary>
    public static StandardStreams OfConsole() => new(
        Console.IsOutputRedirected ? Console.Out : new TerminalWriter(Console.Out, Width()),
        Console.IsErrorRedirected ? Console.Error : new TerminalWriter(Console.Error, Width()),
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"));

    private static int Width()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return 0;
        }
    }
}
