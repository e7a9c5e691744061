using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json.Serialization;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Toys;

/// <summary>Many trainings, several at a time; each has one thread of the tensor engine, so that it repeats to the last bit.</summary>
/// <param name="session">The catalogue, and the user's wish to stop.</param>
/// <param name="store">Where each is kept as soon as it is done.</param>
/// <param name="workers">The number of concurrent trainings.</param>
internal sealed class ToySeries(Session session, ToyStore store, int workers)
{
    /// <summary>All that are done in the end, in the order of the settings; fewer where the user interrupted.</summary>
    /// <param name="all">The settings of each training.</param>
    public IReadOnlyList<ToyRecord> Run(IReadOnlyList<ToySettings> all)
    {
        var known = store.Read();
        var records = new ToyRecord?[all.Count];
        for (var i = 0; i < all.Count; i++)
            records[i] = known.FirstOrDefault(record => record.IsOf(all[i], session));
        int[] left = [.. Enumerable.Range(0, all.Count).Where(i => records[i] is null)];
        if (left.Length < all.Count)
            session.Say($"{all.Count - left.Length} of {all.Count} trainings are done already.");
        torch.set_num_threads(1);
        ProgressDisplay.Show(session.Terminal, progress => Train(all, left, records, progress));
        return [.. records.OfType<ToyRecord>()];
    }

    private bool Train(IReadOnlyList<ToySettings> all, int[] left, ToyRecord?[] records, IProgressSink progress)
    {
        progress.Begin($"{all.Count} trainings", left.Length);
        var (done, reporting) = (0, new Lock());
        void TrainOne(int index, ParallelLoopState loop)
        {
            if (session.Interruption.IsRequested || ToyTraining.Run(session, all[index]) is not { } outcome)
            {
                loop.Stop();
                return;
            }

            var record = ToyRecord.Of(outcome, session);
            store.Add(record);
            lock (reporting)
            {
                records[index] = record;
                progress.Say(ToyTable.Line(record));
                progress.Report(++done, $"{done} done");
            }
        }

        try
        {
            // In order, one after another to whoever is free.
            Parallel.ForEach(
                Partitioner.Create(left, EnumerablePartitionerOptions.NoBuffering), new() { MaxDegreeOfParallelism = workers }, TrainOne);
            return true;
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            throw;
        }
    }
}

/// <summary>The trainings of a series, a line each in a file of its folder, so that none is done twice.</summary>
/// <param name="folder">The series' folder.</param>
internal sealed class ToyStore(string folder)
{
    /// <summary>The file.</summary>
    public const string File = "runs.jsonl";

    private readonly string path = Path.Combine(folder, File);
    private readonly Lock writing = new();

    /// <summary>The trainings in the file, without a line that is cut off.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<ToyRecord> Read() => System.IO.File.Exists(path)
        ? [.. System.IO.File.ReadLines(path).Select(line => JsonText.Read(line, ToyStoreJson.Default.ToyRecord)).OfType<ToyRecord>()]
        : [];

    /// <summary>Adds one.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(ToyRecord record)
    {
        lock (writing)
            System.IO.File.AppendAllLines(path, [JsonText.Line(record, ToyStoreJson.Default.ToyRecord)]);
    }
}

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ToyRecord))]
internal sealed partial class ToyStoreJson : JsonSerializerContext;
