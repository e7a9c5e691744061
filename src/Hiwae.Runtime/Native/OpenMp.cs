using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hiwae.Native;

/// <summary>
/// The settings of OpenMP, on which libtorch's threads run. GNU's OpenMP reads them from the environment as it is loaded, so they are made
/// before; whatever the user set stands.
/// </summary>
public static partial class OpenMp
{
    private const string WaitPolicy = "OMP_WAIT_POLICY";
    private const string Threads = "OMP_NUM_THREADS";

    /// <summary>
    /// Threads that wait for one another sleep. By default they spin, for milliseconds at a time; where another process wants the cores, the one
    /// that is waited for may not be running, and a step takes many times as long.
    /// </summary>
    internal static void Prepare()
    {
        const int keep = 0;
        SetVariable(WaitPolicy, "passive", keep);

        // A container may be given the time of fewer processors than it sees; OpenMP counts what it sees.
        if (Environment.ProcessorCount < Visible())
            SetVariable(Threads, Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), keep);
    }

    /// <summary>The way in which its threads wait, in words; null where the system has another OpenMP.</summary>
    public static string? Waiting() => !OperatingSystem.IsLinux() ? null
        : Environment.GetEnvironmentVariable(WaitPolicy) is { } chosen ? $"{chosen}, as {WaitPolicy} says"
        : "passive: they sleep";

    private static int Visible()
    {
        Span<ulong> mask = stackalloc ulong[128];
        mask.Clear();
        var failed = Affinity(0, mask.Length * sizeof(ulong), ref MemoryMarshal.GetReference(mask)) < 0;
        var count = 0;
        foreach (var word in mask)
            count += BitOperations.PopCount(word);
        return failed ? 0 : count;
    }

    /// <summary>The variables of this process itself; those that .NET sets are its own.</summary>
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int Affinity(int process, nint length, ref ulong mask);
}
