using System.Diagnostics;

namespace Hiwae.Cli.Terminal;

/// <summary>A line now and then, with the time left.</summary>
internal sealed class PlainProgress(TextWriter writer) : IProgressSink
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Stopwatch watch = new();
    private string phase = "";
    private long total = 1;
    private TimeSpan next = Interval;

    /// <inheritdoc/>
    public void Begin(string name, long total)
    {
        (phase, this.total, next) = (name, total, Interval);
        watch.Restart();
    }

    /// <inheritdoc/>
    public void Report(long done, string detail)
    {
        if (watch.Elapsed < next)
            return;
        next = watch.Elapsed + Interval;
        var left = watch.Elapsed * ((double)(total - done) / Math.Max(1, done));
        Say(string.Create(CultureInfo.InvariantCulture, $"{phase}: {100.0 * done / total:F0} %, {detail}, {Duration.Text(left)} left"));
    }

    /// <inheritdoc/>
    public void Say(string line)
    {
        writer.WriteLine(line);
        writer.Flush();
    }
}
