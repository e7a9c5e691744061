namespace Hiwae.Cli.Watch;

/// <summary>The runs in folders that are watched, which may come and go.</summary>
/// <param name="folders">Runs, or folders with runs in them, as the user wrote them.</param>
internal sealed class WatchedFolders(IReadOnlyList<string> folders)
{
    // More curves nobody tells apart.
    private const int MostRuns = 40;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Id, string Mark, WatchedRun Run)> known = [];
    private WatchView? view;
    private DateTime looked;

    /// <summary>What there is to be seen now; looked for at most every few tenths of a second, however many ask.</summary>
    public WatchView Look()
    {
        lock (gate)
        {
            if (view is null || DateTime.UtcNow - looked >= Interval)
                (view, looked) = (Read(), DateTime.UtcNow);
            return view;
        }
    }

    /// <summary>The folder of a run that was shown; null where there was none of that name.</summary>
    public string? FolderOf(string id)
    {
        lock (gate)
            return known.FirstOrDefault(pair => pair.Value.Id == id).Key;
    }

    private WatchView Read()
    {
        string[] found = [.. folders.SelectMany(Found).Distinct(StringComparer.Ordinal)];
        string[] shown = found.Length <= MostRuns ? found : [.. found.OrderByDescending(Directory.GetLastWriteTimeUtc).Take(MostRuns).Order(StringComparer.Ordinal)];
        WatchedRun[] runs = [.. shown.Select(Read)];
        var names = runs.CountBy(run => NameOf(run.Folder)).ToDictionary();
        string[] options = [.. runs.SelectMany(run => run.Settings.Keys).Distinct()];
        return new(
            [.. runs.Select(run => names[NameOf(run.Folder)] == 1 ? run with { Name = NameOf(run.Folder) } : run)],
            [.. options.Where(option => runs.Where(run => run.Settings.Count > 0).Select(run => run.Settings.GetValueOrDefault(option, "–")).Distinct().Count() > 1)],
            found.Length - shown.Length);
    }

    private WatchedRun Read(string folder)
    {
        var mark = RunReader.MarkOf(folder);
        if (known.TryGetValue(folder, out var before) && before.Mark == mark)
            return before.Run;
        var id = before.Id ?? FormattableString.Invariant($"r{known.Count + 1}");
        var run = RunReader.Read(id, folder);
        known[folder] = (id, mark, run);
        return run;
    }

    /// <summary>A folder that is a run, or will be; else those in it that are.</summary>
    private static IEnumerable<string> Found(string folder)
    {
        if (!Directory.Exists(folder) || RunReader.IsRun(folder))
            return [folder];
        try
        {
            return [.. Directory.EnumerateDirectories(folder).Where(RunReader.IsRun).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) is { Length: > 0 } name ? name : folder;
}
