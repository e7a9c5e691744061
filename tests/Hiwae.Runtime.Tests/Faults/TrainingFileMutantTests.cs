using System.Text;
using Hiwae.Checkpoints;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Runtime.Tests.Training;
using Hiwae.Tests.Faults;
using Hiwae.Training;
using Xunit.Abstractions;

namespace Hiwae.Runtime.Tests.Faults;

public sealed class TrainingFileMutantTests(ITestOutputHelper output)
{
    private const int Seed = 20_320_001;

    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 50, Averaging = 0.9, Patience = 2, AmsGrad = true };

    [Fact]
    public void A_damaged_state_of_training_is_read_rightly_or_refused_by_name()
    {
        using var one = new OneThread();
        using var folder = new TemporaryFolder();
        using var copy = new TemporaryFolder();
        var (whole, run) = Written(folder);
        var head = (int)BitConverter.ToInt64(whole);

        // A network of the model's size is made whatever the file: what the whole file costs, once it is not the first.
        Checkpoint.LoadTraining<TinyBalance>(folder.Path, run).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Checkpoint.LoadTraining<TinyBalance>(folder.Path, run).Dispose();
        var network = GC.GetAllocatedBytesForCurrentThread() - before;
        var path = folder.File(Checkpoint.TrainingFile);
        var count = Mutants.Survive(path, Seed, random => Mutant(whole, head, random), bytes =>
        {
            var state = Checkpoint.LoadTraining<TinyBalance>(folder.Path, run);
            return () =>
            {
                using (state)
                {
                    // What was read is what would be written, number by number; by a reader of its own.
                    Safetensors.Write(copy.File("read"), Saved(copy, state, run));
                    var (expected, found) = (SafetensorsReference.Read(bytes)!, SafetensorsReference.Read(File.ReadAllBytes(copy.File("read")))!);
                    Assert.Equal(expected.Keys.Order(), found.Keys.Order());
                    Assert.All(expected, pair => Assert.Equal(pair.Value.Data, found[pair.Key].Data));
                }
            };
        }, e => e is CheckpointException, size: bytes => bytes.Length + (network / Mutants.MostSizes));
        output.WriteLine($"training.safetensors, seed {Seed}: {count}");
        Assert.InRange(count.Read, Mutants.Count / 50, Mutants.Count * 9 / 10);
    }

    private static IReadOnlyDictionary<string, Tensor> Saved(TemporaryFolder folder, TrainingState<TinyBalance> state, RunRecord run)
    {
        var content = TrainingFile.Content(folder.File(Checkpoint.TrainingFile), state);
        using (var stream = File.Create(content.Path))
            content.Write(stream);
        return Safetensors.Read(content.Path);
    }

    private static (byte[] Whole, RunRecord Run) Written(TemporaryFolder folder)
    {
        using var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(data, Options);
        var last = Trainer.Run(start, data, Options).Take(7).Last().State;
        var run = RunRecord.Of(last, RunData.Of(data), Options);
        Checkpoint.Save(folder.Path, last, run);
        return (File.ReadAllBytes(folder.File(Checkpoint.TrainingFile)), run);
    }

    private static byte[] Mutant(byte[] whole, int head, Random random)
    {
        if (random.Next(10) < 3)
            return ByteMutation.Of(whole, random);
        var text = Encoding.UTF8.GetBytes(random.Next(2) == 0 ? JsonMutation.Of(Encoding.UTF8.GetString(whole, 8, head), random) : Numbers(Encoding.UTF8.GetString(whole, 8, head), random));
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. whole.AsSpan(8 + head)];
    }

    /// <summary>The head with one of its numbers another.</summary>
    private static string Numbers(string head, Random random)
    {
        System.Text.RegularExpressions.Match[] places = [.. System.Text.RegularExpressions.Regex.Matches(head, "\"hiwae[^\"]*\":\"([^\"]*)\"").Cast<System.Text.RegularExpressions.Match>()];
        var place = places[random.Next(places.Length)].Groups[1];
        string[] others = ["-1", "0", "1", "2", "7", "9223372036854775807", "2147483647", "1e999", "NaN", "-3.25", "", "Float64", "Complex64", "00"];
        return head[..place.Index] + others[random.Next(others.Length)] + head[(place.Index + place.Length)..];
    }
}
