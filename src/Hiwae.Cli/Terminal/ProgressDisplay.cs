namespace Hiwae.Cli.Terminal;

/// <summary>Shows the progress of work: live on a terminal, as plain lines otherwise.</summary>
internal static class ProgressDisplay
{
    /// <summary>Does the work and shows it.</summary>
    public static T Show<T>(StandardStreams terminal, Func<IProgressSink, T> work) => terminal.IsInteractive
        ? LiveProgress.Show(terminal.Error, work)
        : work(new PlainProgress(terminal.Error));
}
