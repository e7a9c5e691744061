using Hiwae.Checkpoints;

namespace Hiwae.Cli.Work;

/// <summary>Chooses where a run is kept.</summary>
internal static class RunFolder
{
    private const string Parent = "runs";

    /// <summary>A folder that exists and holds no run yet.</summary>
    /// <param name="wanted">What the user named; null for <c>runs/MODEL-DATA-TIME</c>.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="data">The data's name.</param>
    /// <param name="now">The time that goes into the name.</param>
    /// <exception cref="UsageException">The named folder holds a run, or cannot be made.</exception>
    public static string Create(string? wanted, string model, string data, DateTime now)
    {
        var folder = wanted ?? Unused(Path.Combine(
            Parent, $"{model}-{data}-{now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}"));
        if (File.Exists(Path.Combine(folder, Checkpoint.RunFile)))
            throw new UsageException($"The folder {folder} holds a run already; name another with --out, or remove it.");
        try
        {
            Directory.CreateDirectory(folder);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The folder {folder} cannot be made: {e.Message} Name another with --out.");
        }
    }

    private static string Unused(string folder) => Enumerable.Range(1, int.MaxValue)
        .Select(n => n == 1 ? folder : $"{folder}-{n}")
        .First(f => !Directory.Exists(f));
}
