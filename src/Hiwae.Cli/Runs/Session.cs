using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Runs;

/// <summary>What every command works with.</summary>
/// <param name="Models">The catalogue.</param>
/// <param name="Terminal">Where to write.</param>
/// <param name="Interruption">Whether the user wants to stop.</param>
/// <param name="Program">How the user starts the program, for messages and examples.</param>
internal sealed record Session(IReadOnlyList<ModelEntry> Models, StandardStreams Terminal, Interruption Interruption, string Program)
{
    /// <summary>The version of the library.</summary>
    public static string Version { get; } =
        typeof(Session).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    /// <summary>A remark to whoever watches.</summary>
    public void Say(string line) => Terminal.Error.WriteLine(line);
}
