using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hiwae.Toys;

/// <summary>Many trainings, several at a time; each has one thread of the tensor engine, so that it repeats to the last bit.</summary>
/// <param name="catalogue">The models, and the user's wish to stop.</param>
/// <param name="store">Where each is kept as soon as it is done.</param>
/// <param name="workers">The number of concurrent trainings.</param>
internal sealed class ToySeries(ToyCatalogue catalogue, ToyStore store, int workers)
{
    private readonly Lock reporting = new();

    /// <summary>The records of trainings that are done already; null for the others.</summary>
    /// <param name="all">The settings of each training.</param>
    public ToyRecord?[] Known(IReadOnlyList<ToySettings> all)
    {
        var known = store.Read();
        return [.. all.Select(settings => known.FirstOrDefault(record => record.IsOf(settings, catalogue)))];
    }

    /// <summary>Does those that are left, in order, one after another to whoever is free; fewer where the user interrupted.</summary>
    /// <param name="all">The settings of each training.</param>
    /// <param name="records">Their records; those that are null are done, and put here.</param>
    /// <param name="onDone">Told of each that is done, one at a time.</param>
    public void Run(IReadOnlyList<ToySettings> all, ToyRecord?[] records, Action<ToyRecord> onDone)
    {
        int[] left = [.. Enumerable.Range(0, all.Count).Where(i => records[i] is null)];
        torch.set_num_threads(1);
        void TrainOne(int index, ParallelLoopState loop)
        {
            if (catalogue.IsStopped() || ToyTraining.Run(catalogue, all[index]) is not { } outcome)
            {
                loop.Stop();
                return;
            }

            var record = ToyRecord.Of(outcome, catalogue);
            store.Add(record);
            lock (reporting)
            {
                records[index] = record;
                onDone(record);
            }
        }

        try
        {
            Parallel.ForEach(
                Partitioner.Create(left, EnumerablePartitionerOptions.NoBuffering), new() { MaxDegreeOfParallelism = workers }, TrainOne);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
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
        ? [.. System.IO.File.ReadLines(path).Select(Read).OfType<ToyRecord>()]
        : [];

    private static ToyRecord? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ToyStoreJson.Default.ToyRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Adds one.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(ToyRecord record)
    {
        lock (writing)
            System.IO.File.AppendAllLines(path, [JsonSerializer.Serialize(record, ToyStoreJson.Default.ToyRecord)]);
    }
}

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ToyRecord))]
internal sealed partial class ToyStoreJson : JsonSerializerContext;
