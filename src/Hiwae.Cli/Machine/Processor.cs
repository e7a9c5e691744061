using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Hiwae.Cli.Machine;

/// <summary>The processor.</summary>
internal static class Processor
{
    private const string Information = "/proc/cpuinfo";

    /// <summary>As it calls itself, on Linux and Windows; elsewhere its kind.</summary>
    public static string Name { get; } = ReadName() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>The highest level of the x86-64 instruction set that it has, or its counterpart.</summary>
    public static string Level => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 when Avx512F.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported => "x86-64-v4 (AVX-512)",
        Architecture.X64 when Avx2.IsSupported && Fma.IsSupported && Bmi2.IsSupported => "x86-64-v3 (AVX2)",
        Architecture.X64 when Sse42.IsSupported && Popcnt.IsSupported => "x86-64-v2 (SSE4.2)",
        Architecture.X64 => "x86-64-v1",
        Architecture.Arm64 when AdvSimd.IsSupported => "arm64 (AdvSimd)",
        var other => other.ToString(),
    };

    private static string? ReadName() => File.Exists(Information)
        ? File.ReadLines(Information)
            .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?
            .Split(':', 2)[^1].Trim()
        : null;
}

/// <summary>
/// The physical cores that this process may use: the default number of threads, however libtorch and OpenMP count, which may be hardware threads.
/// </summary>
internal static class Cores
{
    private const string Processors = "/sys/devices/system/cpu";

    /// <summary>At least 1; two hardware threads of one core count once, since they share its arithmetic units.</summary>
    public static int Physical { get; } = Math.Max(1, Math.Min(Environment.ProcessorCount, Distinct()));

    /// <summary>The share of one of several processes, which a launcher may have bound to cores of its own: at least 1.</summary>
    public static int OfOne(int processes) => Math.Max(1, Math.Min(Physical, Distinct() / Math.Max(1, processes)));

    private static int Distinct()
    {
        try
        {
            var siblings = Directory.EnumerateDirectories(Processors, "cpu*")
                .Select(folder => Path.Combine(folder, "topology", "thread_siblings_list"))
                .Where(File.Exists)
                .Select(File.ReadAllText)
                .Distinct()
                .Count();
            return siblings > 0 ? siblings : Environment.ProcessorCount;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Environment.ProcessorCount;
        }
    }
}
