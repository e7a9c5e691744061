using System.Diagnostics;
using Hiwae.Native;

namespace Hiwae.Compilation;

/// <summary>
/// Threads that run the parts of one job together. Between jobs they look out for the next one for a moment, then sleep, so that nothing is taken from whatever else runs on the
/// machine. Jobs that come while one is running are done by their own callers alone, part after part: with the same result.
/// </summary>
internal sealed class ThreadTeam
{
    // Longer than what lies between two steps of a small model, and far shorter than what a person or a scheduler notices.
    private static readonly long Patience = Stopwatch.Frequency / 5000;

    private readonly Lock gate = new();
    private readonly List<Helper> helpers = [];
    private Action<int>? job;
    private int left;
    private Exception? failure;

    /// <summary>The threads of this process.</summary>
    public static ThreadTeam Shared { get; } = new();

    /// <summary>Runs all parts of a job, the first on the calling thread, and waits for them.</summary>
    /// <param name="parts">The number of parts; no more threads than these take part.</param>
    /// <param name="action">One part.</param>
    public void Run(int parts, Action<int> action)
    {
        if (parts > 1 && !gate.IsHeldByCurrentThread && gate.TryEnter())
        {
            try
            {
                Share(parts, action);
                return;
            }
            finally
            {
                gate.Exit();
            }
        }

        using var flush = new FlushToZero();
        for (var part = 0; part < parts; part++)
            action(part);
    }

    private void Share(int parts, Action<int> action)
    {
        while (helpers.Count < parts - 1)
            helpers.Add(new(this, helpers.Count + 1));
        (job, failure) = (action, null);
        Volatile.Write(ref left, parts - 1);
        for (var i = 0; i < parts - 1; i++)
            helpers[i].Wake();
        try
        {
            using var flush = new FlushToZero();
            action(0);
        }
        finally
        {
            // Others may still be at work on what the caller is about to let go.
            var spinner = default(SpinWait);
            while (Volatile.Read(ref left) > 0)
                spinner.SpinOnce(sleep1Threshold: -1);
            job = null;
        }

        if (failure is { } thrown)
            throw new InvalidOperationException($"A part of a step failed: {thrown.Message}", thrown);
    }

    private void Do(int part)
    {
        try
        {
            job!(part);
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }
        finally
        {
            Interlocked.Decrement(ref left);
        }
    }

    private sealed class Helper
    {
        private readonly SemaphoreSlim bell = new(0);
        private readonly ThreadTeam team;
        private readonly int part;

        // 0: awake and looking out; 1: a job is waiting; 2: asleep.
        private int state;

        public Helper(ThreadTeam team, int part)
        {
            (this.team, this.part) = (team, part);
            new Thread(Work) { IsBackground = true, Name = $"Hiwae {part}" }.Start();
        }

        public void Wake()
        {
            if (Interlocked.Exchange(ref state, 1) == 2)
                bell.Release();
        }

        private void Work()
        {
            using var flush = new FlushToZero();
            while (true)
            {
                for (var start = Stopwatch.GetTimestamp(); Volatile.Read(ref state) != 1 && Stopwatch.GetTimestamp() - start < Patience;)
                    Thread.SpinWait(4);
                if (Interlocked.CompareExchange(ref state, 2, 0) == 0)
                    bell.Wait();
                Volatile.Write(ref state, 0);
                team.Do(part);
            }
        }
    }
}
