using System.Diagnostics;

namespace Hiwae.Cli.Machine;

/// <summary>The memory of this process.</summary>
internal static class Memory
{
    private const string Status = "/proc/self/status";

    /// <summary>The most resident memory so far, in megabytes of 10⁶ bytes.</summary>
    public static double PeakMegabytes() => PeakFromStatus() ?? Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;

    private static double? PeakFromStatus()
    {
        if (!File.Exists(Status))
            return null;
        var line = File.ReadLines(Status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        var words = line?.Split(' ', '\t').Where(w => w.Length > 0).ToArray();
        return words is [_, var kibibytes, "kB"] ? double.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024 / 1e6 : null;
    }
}
