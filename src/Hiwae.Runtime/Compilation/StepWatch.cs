using System.Diagnostics;

namespace Hiwae.Compilation;

/// <summary>How far a step or an evaluation is.</summary>
/// <param name="Done">The proposals that are done, of all data together.</param>
/// <param name="Total">The number of proposals.</param>
public readonly record struct StepProgress(long Done, long Total);

/// <summary>
/// Watches over long work: it is told how far a step is, and may stop it between two blocks of proposals. A step that is stopped throws an
/// <see cref="OperationCanceledException"/> and has changed no parameter.
/// </summary>
/// <param name="stop">Stops the work.</param>
/// <param name="report">Told of progress now and then, on the thread that began the work.</param>
public sealed class StepWatch(CancellationToken stop = default, Action<StepProgress>? report = null)
{
    // Often enough for the eye.
    private static readonly long Interval = Stopwatch.Frequency / 5;

    private long total;
    private long done;
    private long parts = 1;
    private long next;
    private int owner;
    private bool isPart;

    /// <summary>Whether the work is to stop.</summary>
    internal bool IsStopped
    {
        get
        {
            Looked?.Invoke();
            return stop.IsCancellationRequested;
        }
    }

    /// <summary>Called whenever somebody looks whether to stop, on any thread: for tests, which stop at a moment of their choice.</summary>
    internal Action? Looked { get; init; }

    /// <summary>Work begins on the calling thread.</summary>
    /// <param name="proposals">The number of proposals, of all data together.</param>
    /// <param name="passes">How often each is taken through the model.</param>
    internal void Begin(long proposals, int passes)
    {
        if (!isPart)
            Start(proposals, passes);
    }

    /// <summary>Work of several parts begins on the calling thread; what begins before it ends is a part of it.</summary>
    /// <param name="proposals">The number of proposals of all parts.</param>
    internal IDisposable BeginAll(long proposals)
    {
        Start(proposals, 1);
        isPart = true;
        return new End(this);
    }

    private void Start(long proposals, int passes)
    {
        (total, parts, owner) = (proposals, passes, Environment.CurrentManagedThreadId);
        done = 0;
        next = Stopwatch.GetTimestamp() + Interval;
    }

    /// <summary>So many proposals were taken through the model once; any thread may say so.</summary>
    internal void Advance(long proposals)
    {
        var now = Interlocked.Add(ref done, proposals);
        if (report is null || owner != Environment.CurrentManagedThreadId || Stopwatch.GetTimestamp() < next)
            return;
        next = Stopwatch.GetTimestamp() + Interval;
        report(new(now / parts, total));
    }

    /// <summary>Throws where the work is to stop.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    internal void ThrowIfStopped()
    {
        if (IsStopped)
            stop.ThrowIfCancellationRequested();
    }

    private sealed class End(StepWatch watch) : IDisposable
    {
        public void Dispose() => watch.isPart = false;
    }
}
