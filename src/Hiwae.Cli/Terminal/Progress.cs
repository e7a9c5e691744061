using System.Diagnostics;
using Spectre.Console;

namespace Hiwae.Cli.Terminal;

/// <summary>Receives reports from work in progress.</summary>
internal interface IProgressSink
{
    /// <summary>A phase begins.</summary>
    /// <param name="name">The work of the phase.</param>
    /// <param name="total">The amount of it.</param>
    void Begin(string name, long total);

    /// <summary>How far the phase is.</summary>
    /// <param name="done">Out of the total.</param>
    /// <param name="detail">A word on it, such as the bound.</param>
    void Report(long done, string detail);

    /// <summary>A line that stays.</summary>
    void Say(string line);
}

/// <summary>Shows the progress of work: live on a terminal, as plain lines otherwise.</summary>
internal static class ProgressDisplay
{
    /// <summary>Does the work and shows it.</summary>
    public static T Show<T>(StandardStreams terminal, Func<IProgressSink, T> work) => terminal.IsInteractive
        ? LiveProgress.Show(terminal.Error, work)
        : work(new PlainProgress(terminal.Error));
}

/// <summary>Shows nothing.</summary>
internal sealed class NoProgress : IProgressSink
{
    /// <summary>The only one.</summary>
    public static NoProgress Instance { get; } = new();

    /// <inheritdoc/>
    public void Begin(string name, long total)
    {
    }

    /// <inheritdoc/>
    public void Report(long done, string detail)
    {
    }

    /// <inheritdoc/>
    public void Say(string line)
    {
    }
}

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
        var left = done == 0 ? "" : $", {Duration.Text(watch.Elapsed * ((double)(total - done) / done))} left";
        Say(string.Create(CultureInfo.InvariantCulture, $"{phase}: {100.0 * done / total:F0} %, {detail}{left}"));
    }

    /// <inheritdoc/>
    public void Say(string line)
    {
        writer.WriteLine(line);
        writer.Flush();
    }
}

/// <summary>A bar that is redrawn, with the time left.</summary>
internal sealed class LiveProgress : IProgressSink
{
    private const int WidthForBar = 80;

    private readonly IAnsiConsole console;
    private readonly ProgressContext context;
    private ProgressTask? task;
    private string phase = "";

    private LiveProgress(IAnsiConsole console, ProgressContext context) => (this.console, this.context) = (console, context);

    /// <summary>Does the work under a bar.</summary>
    public static T Show<T>(TextWriter writer, Func<IProgressSink, T> work)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(TerminalWriter.Unbroken(writer)) });
        console.Profile.Width = TerminalWriter.WidthOf(writer) ?? console.Profile.Width;
        return console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(Columns(console.Profile.Width))
            .Start(context => work(new LiveProgress(console, context)));
    }

    /// <summary>In a narrow line words and the time left are worth more than a bar.</summary>
    private static ProgressColumn[] Columns(int width) =>
    [
        new SpinnerColumn(),
        new TaskDescriptionColumn { Alignment = Justify.Left },
        .. width < WidthForBar ? Array.Empty<ProgressColumn>() : [new ProgressBarColumn { Width = Math.Min(30, width / 5) }],
        new PercentageColumn(),
        new RemainingTimeColumn(),
    ];

    /// <inheritdoc/>
    public void Begin(string name, long total)
    {
        if (task is not null)
        {
            task.Value = task.MaxValue;
            task.StopTask();
        }

        phase = name;
        task = context.AddTask(Markup.Escape(name), maxValue: total);
    }

    /// <inheritdoc/>
    public void Report(long done, string detail)
    {
        if (task is null)
            return;
        task.Value = done;
        task.Description = Markup.Escape($"{phase}, {detail}");
    }

    /// <inheritdoc/>
    public void Say(string line)
    {
        // Up to the last column: what stood there of the bar would stay.
        foreach (var part in Lines.Broken(line, console.Profile.Width))
            console.WriteLine(Lines.Padded(part, console.Profile.Width));
    }
}
