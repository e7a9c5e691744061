using System.Runtime.InteropServices;

namespace Hiwae.Bench.Results;

/// <summary>Where it was measured.</summary>
/// <param name="Processor">As it calls itself.</param>
/// <param name="Level">Of the instruction set.</param>
/// <param name="Cores">That this process may use.</param>
/// <param name="System">The operating system.</param>
/// <param name="Load">The load average of the last minute before the run; above a few tenths something else was running.</param>
internal sealed record MachineFacts(string Processor, string Level, int Cores, string System, double? Load)
{
    private const string LoadFile = "/proc/loadavg";

    /// <summary>This one, now.</summary>
    public static MachineFacts Here() => new(
        Hiwae.Cli.Machine.Processor.Name,
        Hiwae.Cli.Machine.Processor.Level,
        Hiwae.Cli.Machine.Cores.Physical,
        RuntimeInformation.OSDescription,
        File.Exists(LoadFile) ? double.Parse(File.ReadAllText(LoadFile).Split(' ')[0], CultureInfo.InvariantCulture) : null);
}
