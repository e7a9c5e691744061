using System.Text;
using System.Text.Json;
using Hiwae.Checkpoints;
using Hiwae.Tests.Faults;
using Hiwae.Toys;
using Xunit.Abstractions;

namespace Hiwae.Cli.Tests.Faults;

/// <summary>The file of a series of trainings, whose damaged lines are done again.</summary>
public sealed class ToyStoreMutantTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20_300_001;

    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private static ToyRecord Record(int seed) => new()
    {
        Target = "rings",
        Structure = "hiwae",
        Weights = "balance",
        Gradient = "reparameterised",
        Samples = 3,
        Steps = 100,
        Batch = 20,
        LearningRate = 0.005,
        Seed = seed,
        Draws = 1000,
        LogNormaliser = 1.25,
        Bound = 1.0 / seed,
        Gap = 0.5,
        RelativeVariance = 3,
        MeanWeightCorrelation = -0.25,
        MeanLogWeightCorrelation = null,
        EffectiveSampleSize = 2.5,
        Seconds = 1.5,
    };

    [Fact]
    public void What_is_read_is_written_there()
    {
        var store = new ToyStore(images.Path);
        var path = images.Run(ToyStore.File);
        for (var seed = 1; seed <= 4; seed++)
            store.Add(Record(seed));
        var whole = File.ReadAllText(path);
        var count = Mutants.Survive(path, Seed, random => random.Next(10) < 7 ? Encoding.UTF8.GetBytes(JsonMutation.Of(whole, random)) : ByteMutation.Of(Encoding.UTF8.GetBytes(whole), random), bytes =>
        {
            var records = store.Read();
            return () =>
            {
                var lines = new Queue<string>(File.ReadAllLines(path));
                foreach (var record in records)
                {
                    using var read = JsonSerializer.SerializeToDocument(record, ToyStoreJson.Default.ToyRecord);
                    while (!IsOf(read.RootElement, lines.Dequeue()))
                        Assert.NotEmpty(lines);
                }
            };
        }, e => e is CheckpointException);
        output.WriteLine($"runs.jsonl, seed {Seed}: {count}");
    }

    [Fact]
    public void A_line_that_was_cut_off_does_not_take_the_next_one_with_it()
    {
        var store = new ToyStore(images.Path);
        store.Add(Record(1));
        store.Add(Record(2));
        var path = images.Run(ToyStore.File);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);
        store.Add(Record(3));
        Assert.Equal([Record(1), Record(3)], store.Read());
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        File.WriteAllText(images.Run("mine"), "mine");
        File.CreateSymbolicLink(images.Run(ToyStore.File), images.Run("mine"));
        Assert.Contains("is a link to", Assert.Throws<CheckpointException>(() => new ToyStore(images.Path).Add(Record(1))).Message);
        Assert.Equal("mine", File.ReadAllText(images.Run("mine")));
    }

    private static bool IsOf(JsonElement read, string line)
    {
        try
        {
            using var written = JsonDocument.Parse(line);
            return read.EnumerateObject().All(member => written.RootElement.TryGetProperty(member.Name, out var value)
                && (member.Value.ValueKind == JsonValueKind.Number ? value.ValueKind == JsonValueKind.Number && value.GetDouble().Equals(member.Value.GetDouble()) : value.ToString() == member.Value.ToString()));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
