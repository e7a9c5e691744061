using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Hiwae.Distributed;

/// <summary>Ranks that are threads of this process: for tests, and to see what a run on several machines does. They share the processor's cores, so that nothing gets faster.</summary>
public static class InProcess
{
    /// <summary>Runs the same work on every rank, and waits for all.</summary>
    /// <param name="size">The number of ranks.</param>
    /// <param name="work">The work of a rank. Where it throws on one, the others' next call of their communicator throws, and so does this.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no ranks.</exception>
    public static void Run(int size, Action<ICommunicator> work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var meeting = new Meeting(size);
        var threads = Enumerable.Range(0, size).Select(rank => new Thread(() => Go(rank)) { IsBackground = true, Name = $"rank {rank}" }).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        meeting.Failure?.Throw();

        void Go(int rank)
        {
            try
            {
                work(new Rank(meeting, rank));
            }
            catch (Exception e)
            {
                meeting.Fail(e);
            }
            finally
            {
                meeting.Leave();
            }
        }
    }

    /// <summary>The results of the same work on every rank.</summary>
    /// <inheritdoc cref="Run(int, Action{ICommunicator})"/>
    public static T[] Run<T>(int size, Func<ICommunicator, T> work)
    {
        var results = new T[Math.Max(0, size)];
        Run(size, communicator =>
        {
            results[communicator.Rank] = work(communicator);
        });
        return results;
    }

    /// <summary>Where ranks leave what the others read.</summary>
    private sealed class Meeting(int size)
    {
        private readonly object gate = new();
        private int arrived;
        private int left;
        private long round;

        public int Size => size;

        /// <summary>By rank.</summary>
        public byte[][] Left { get; } = new byte[size][];

        /// <summary>The first exception of a rank.</summary>
        public ExceptionDispatchInfo? Failure { get; private set; }

        /// <summary>A rank has failed; nobody waits for it any more.</summary>
        public void Fail(Exception exception)
        {
            lock (gate)
                Failure ??= ExceptionDispatchInfo.Capture(exception);
        }

        /// <summary>A rank's work is over; nobody waits for it any more.</summary>
        public void Leave()
        {
            lock (gate)
            {
                left++;
                Monitor.PulseAll(gate);
            }
        }

        /// <summary>Waits until all have called it as often.</summary>
        public void Wait()
        {
            lock (gate)
            {
                var own = round;
                if (++arrived == size)
                {
                    (arrived, round) = (0, round + 1);
                    Monitor.PulseAll(gate);
                }

                while (round == own && left == 0)
                    Monitor.Wait(gate);
                if (round > own)
                    return;
            }

            throw Failure is { } failure
                ? new InvalidOperationException($"Another rank has failed: {failure.SourceException.Message}", failure.SourceException)
                : new InvalidOperationException("Another rank's work is over, and this one waits for it; all ranks have to call the same members in the same order.");
        }
    }

    private sealed class Rank(Meeting meeting, int rank) : ICommunicator
    {
        int ICommunicator.Rank => rank;

        public int Size => meeting.Size;

        public void AllReduceSum(Span<float> values) => Reduce(values, static (a, b) => a + b);

        public void AllReduceSum(Span<double> values) => Reduce(values, static (a, b) => a + b);

        public void AllReduceMax(Span<double> values) => Reduce(values, Math.Max);

        public void Broadcast(Span<byte> values, int root = 0)
        {
            Leave(values);
            Others(values.Length)[root].CopyTo(values);
            meeting.Wait();
        }

        public void Barrier() => meeting.Wait();

        private void Reduce<T>(Span<T> values, Func<T, T, T> add) where T : unmanaged
        {
            Leave(MemoryMarshal.AsBytes(values));
            var all = Others(values.Length * Marshal.SizeOf<T>());
            for (var other = 0; other < all.Length; other++)
            {
                var theirs = MemoryMarshal.Cast<byte, T>(all[other]);
                for (var i = 0; i < values.Length; i++)
                    values[i] = other == 0 ? theirs[i] : add(values[i], theirs[i]);
            }

            meeting.Wait(); // Until all have read, nobody writes anew.
        }

        private void Leave(Span<byte> bytes)
        {
            meeting.Left[rank] = bytes.ToArray();
            meeting.Wait();
        }

        private byte[][] Others(int length) => Array.TrueForAll(meeting.Left, left => left.Length == length)
            ? meeting.Left
            : throw new InvalidOperationException($"Ranks have passed {string.Join(", ", meeting.Left.Select(left => left.Length))} bytes to the same call; they have to pass as many.");
    }
}
