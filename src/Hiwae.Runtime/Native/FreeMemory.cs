using System.Globalization;

namespace Hiwae.Native;

/// <summary>The memory that this process may still take.</summary>
internal static class FreeMemory
{
    private const string Groups = "/sys/fs/cgroup";

    /// <summary>Bytes that the system would give without moving anything to disk, and that a limit on the process's group leaves; an estimate.</summary>
    public static long Bytes() => Math.Min(OfSystem(), OfGroups(Groups, "/proc/self/cgroup"));

    /// <summary>What the groups that the process belongs to leave; the largest number where nothing limits it.</summary>
    /// <param name="root">Where the groups' files are.</param>
    /// <param name="memberships">The file that names the process's group.</param>
    internal static long OfGroups(string root, string memberships)
    {
        var own = Lines(memberships).FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal)) is { } line ? root + line[3..] : root;
        var least = Math.Min(
            Left(root, "memory.max", "memory.current", "memory.stat", "inactive_file"),
            Left(Path.Combine(root, "memory"), "memory.limit_in_bytes", "memory.usage_in_bytes", "memory.stat", "total_inactive_file"));
        for (var folder = own; folder is not null && folder.Length > root.Length; folder = Path.GetDirectoryName(folder))
            least = Math.Min(least, Left(folder, "memory.max", "memory.current", "memory.stat", "inactive_file"));
        return least;
    }

    private static long OfSystem() => Number(Lines("/proc/meminfo"), "MemAvailable:") is { } kibibytes ? kibibytes * 1024 : OfRuntime();

    // Where the system does not say: what the runtime saw at its last collection.
    private static long OfRuntime()
    {
        var info = GC.GetGCMemoryInfo();
        return info.TotalAvailableMemoryBytes - (info.MemoryLoadBytes > 0 ? info.MemoryLoadBytes : Environment.WorkingSet);
    }

    /// <summary>Files that were read and may be read again count as free.</summary>
    private static long Left(string folder, string limit, string usage, string parts, string reclaimable)
    {
        if (!long.TryParse(Lines(Path.Combine(folder, limit)).FirstOrDefault(), CultureInfo.InvariantCulture, out var most)
            || !long.TryParse(Lines(Path.Combine(folder, usage)).FirstOrDefault(), CultureInfo.InvariantCulture, out var used))
        {
            return long.MaxValue;
        }

        return Math.Max(0, most - used + (Number(Lines(Path.Combine(folder, parts)), reclaimable) ?? 0));
    }

    private static long? Number(IEnumerable<string> lines, string name)
    {
        foreach (var line in lines)
        {
            var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && words[0] == name && long.TryParse(words[1], CultureInfo.InvariantCulture, out var number))
                return number;
        }

        return null;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
