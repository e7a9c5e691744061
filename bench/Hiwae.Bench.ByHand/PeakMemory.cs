using System.Diagnostics;

namespace Hiwae.Bench.ByHand;

/// <summary>The memory of this process.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";

    /// <summary>The most resident memory so far, in megabytes of 10⁶ bytes.</summary>
    public static double Megabytes()
    {
        if (!File.Exists(Status))
            return Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        var line = File.ReadLines(Status).First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
