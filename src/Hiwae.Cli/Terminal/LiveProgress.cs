using Spectre.Console;

namespace Hiwae.Cli.Terminal;

/// <summary>A bar that is redrawn, with the time left.</summary>
internal sealed class LiveProgress : IProgressSink
{
    private readonly IAnsiConsole console;
    private readonly ProgressContext context;
    private ProgressTask? task;
    private string phase = "";

    private LiveProgress(IAnsiConsole console, ProgressContext context) => (this.console, this.context) = (console, context);

    /// <summary>Does the work under a bar.</summary>
    public static T Show<T>(TextWriter writer, Func<IProgressSink, T> work)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer) });
        return console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 30 },
                new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(context => work(new LiveProgress(console, context)));
    }

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
    public void Say(string line) => console.WriteLine(line);
}
