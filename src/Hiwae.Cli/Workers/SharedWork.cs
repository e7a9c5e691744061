using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Workers;

/// <summary>
/// A command's parts, several at a time, each on one thread in a process of its own: where two threads of one process use the tensor engine, numbers may be freed while it still reads them (docs/engine.md).
/// What they come to does not depend on how many there are.
/// </summary>
/// <typeparam name="TResult">What a part comes to.</typeparam>
/// <param name="session">The user's wish to stop.</param>
/// <param name="one">Does a part, by its number; null where the user interrupted it. It tells its second argument how it goes.</param>
/// <param name="form">The form in which results pass between processes.</param>
internal sealed class SharedWork<TResult>(Session session, Func<int, Action<string>, TResult?> one, JsonTypeInfo<TResult> form) where TResult : class
{
    // A process that ends by itself is no reason to give up a part at once.
    private const int Tries = 3;

    private readonly Lock gate = new();

    /// <summary>Does some parts, in order, one after another by whoever is free; fewer where the user interrupted.</summary>
    /// <param name="parts">Their numbers.</param>
    /// <param name="jobs">Parts at a time.</param>
    /// <param name="folder">The command's folder.</param>
    /// <param name="onDone">Told of each that is done, one at a time.</param>
    /// <param name="onNote">Told of how one goes, one at a time.</param>
    /// <exception cref="WorkerException">A process ended before its part was done, three times.</exception>
    public void Do(IReadOnlyList<int> parts, int jobs, string folder, Action<int, TResult> onDone, Action<int, string>? onNote = null)
    {
        if (Math.Min(jobs, parts.Count) <= 1)
        {
            torch.set_num_threads(1);
            foreach (var part in parts)
            {
                if (session.Interruption.IsRequested || one(part, note => onNote?.Invoke(part, note)) is not { } result)
                    return;
                onDone(part, result);
            }

            return;
        }

        var queue = new ConcurrentQueue<int>(parts);
        var faults = new ConcurrentQueue<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(jobs, parts.Count)).Select(_ => new Thread(() =>
        {
            try
            {
                Ask(queue, () => !faults.IsEmpty, folder, onDone, onNote);
            }
            catch (Exception e)
            {
                faults.Enqueue(e); // It is thrown again below, on the thread of the command.
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (faults.TryPeek(out var fault))
            ExceptionDispatchInfo.Throw(fault);
    }

    /// <summary>Does the parts that another process asks for by their numbers, a line each on standard input, until that ends.</summary>
    /// <returns>The exit status.</returns>
    public int Serve()
    {
        var asked = new BlockingCollection<int>();
        new Thread(() => Hear(asked)) { IsBackground = true }.Start();
        torch.set_num_threads(1);
        var output = session.Terminal.Output;
        foreach (var part in asked.GetConsumingEnumerable())
        {
            if (one(part, note => Write(WorkerProcess.Note, note)) is not { } result)
                return Interruption.ExitStatus;
            Write(WorkerProcess.Result, JsonSerializer.Serialize(result, form).ReplaceLineEndings(""));
        }

        return 0;

        void Write(char kind, string text)
        {
            output.WriteLine($"{kind}{text}");
            output.Flush();
        }
    }

    private void Hear(BlockingCollection<int> asked)
    {
        while (Console.In.ReadLine() is { } line)
            asked.Add(int.Parse(line, CultureInfo.InvariantCulture));
        try
        {
            session.Interruption.Request();
        }
        catch (ObjectDisposedException)
        {
            // The command is over.
        }

        asked.CompleteAdding();
    }

    /// <summary>One process after another at most <see cref="Tries"/> times for a part, until nothing is left.</summary>
    private void Ask(ConcurrentQueue<int> queue, Func<bool> isOver, string folder, Action<int, TResult> onDone, Action<int, string>? onNote)
    {
        WorkerProcess? process = null;
        try
        {
            while (!isOver() && !session.Interruption.IsRequested && queue.TryDequeue(out var part))
            {
                for (var tries = 1; ; tries++)
                {
                    process ??= WorkerProcess.Start(folder);
                    string? answer;
                    using (session.Interruption.Token.Register(process.Stop))
                        answer = process.Do(part, note => Locked(() => onNote?.Invoke(part, note)));
                    if (answer is not null)
                    {
                        var result = JsonSerializer.Deserialize(answer, form)!;
                        Locked(() => onDone(part, result));
                        break;
                    }

                    if (session.Interruption.IsRequested)
                        return;
                    process.Dispose();
                    var last = process.Last;
                    process = null;
                    if (tries == Tries)
                        throw new WorkerException($"a process that does a part of this command ended {Tries} times before it was done. {(last.Length == 0 ? "It wrote nothing; the system may have ended it for want of memory." : $"The last time it wrote: {last}")} What is done is kept, and the same command goes on; fewer at a time need less memory.");
                }
            }
        }
        finally
        {
            process?.Dispose();
        }
    }

    private void Locked(Action action)
    {
        lock (gate)
            action();
    }
}
