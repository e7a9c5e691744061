namespace Hiwae.Cli.Machine;

/// <summary>
/// How many physical cores this process may use: what a run takes by default, however libtorch and OpenMP count, which may be hardware threads.
/// </summary>
internal static class Cores
{
    private const string Processors = "/sys/devices/system/cpu";

    /// <summary>At least 1; two hardware threads of one core count once, since they share its arithmetic units.</summary>
    public static int Physical { get; } = Math.Max(1, Math.Min(Environment.ProcessorCount, Distinct()));

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
