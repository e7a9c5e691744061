using System.Text;
using System.Text.Json;
using Hiwae.Checkpoints;
using Hiwae.Cli.History;
using Hiwae.Cli.Runs;
using Hiwae.Tests.Faults;
using Xunit.Abstractions;

namespace Hiwae.Cli.Tests.History;

public sealed class MetricsFileTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20_310_001;

    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-").FullName;

    private string File => Path.Combine(folder, RunFolder.MetricsFile);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static EpochLine Epoch(int number) => new()
    {
        Epoch = number,
        Step = 20L * number,
        Time = new(2026, 2, 3, 4, 5, number, TimeSpan.Zero),
        TrainingBound = -100.0 / number,
        ValidationBound = number == 2 ? null : -101.0 / number,
        IsBest = true,
        LearningRate = 0.001,
        InferenceLearningRate = 0.002,
        GradientNorm = null,
        Seconds = number,
        ImagesPerSecond = 1234.5,
    };

    private static TestLine Test(int epoch) => new() { Epoch = epoch, Step = 20L * epoch, TestBound = -30, TestNll = 29, TestImages = 40 };

    [Fact]
    public void A_line_has_these_members()
    {
        MetricsFile.Append(folder, Epoch(2));
        MetricsFile.Append(folder, Test(2));
        string[][] members = [.. System.IO.File.ReadLines(File).Select(line => JsonDocument.Parse(line).RootElement.EnumerateObject().Select(member => member.Name).ToArray())];
        Assert.Equal(
            ["kind", "epoch", "step", "training_bound", "validation_bound", "is_best", "learning_rate", "inference_learning_rate", "gradient_norm", "seconds", "images_per_second", "time"],
            members[0]);
        Assert.Equal(
            [
                "kind", "epoch", "step", "test_bound", "test_nll", "test_nll_standard_error", "test_nll_samples", "test_images", "effective_sample_size", "variance_log_estimate",
                "mean_weight_correlation", "mean_log_weight_correlation", "weight_correlation_floor", "coupling_gain", "coupling_ceiling", "time",
            ],
            members[1]);
        Assert.Contains("\"validation_bound\":null", System.IO.File.ReadAllText(File));
        Assert.Equal((MetricsLine[])[Epoch(2), Test(2)], MetricsFile.Read(folder).Lines.ToArray());
    }

    [Fact]
    public void A_line_that_was_cut_off_is_left_out_and_does_not_take_the_next_one_with_it()
    {
        MetricsFile.Append(folder, Epoch(1));
        MetricsFile.Append(folder, Epoch(2));
        System.IO.File.WriteAllBytes(File, System.IO.File.ReadAllBytes(File)[..^20]);
        Assert.Equal((MetricsLine[])[Epoch(1)], MetricsFile.Read(folder).Lines.ToArray());
        MetricsFile.Append(folder, Epoch(2));
        Assert.Equal((MetricsLine[])[Epoch(1), Epoch(2)], MetricsFile.Read(folder).Lines.ToArray());
        Assert.Equal(1, MetricsFile.Read(folder).Damaged);
    }

    [Fact]
    public void An_epoch_that_comes_again_takes_the_place_of_what_was_said_before()
    {
        foreach (var line in (MetricsLine[])[Epoch(1), Epoch(2), Epoch(3), Test(3), Epoch(2), Test(2)])
            MetricsFile.Append(folder, line);
        Assert.Equal((MetricsLine[])[Epoch(1), Epoch(2), Test(2)], MetricsFile.Read(folder).Lines.ToArray());
    }

    [Fact]
    public void A_folder_without_a_history_has_an_empty_one() => Assert.Empty(MetricsFile.Read(folder).Lines);

    [Fact]
    public void A_link_is_neither_read_nor_written()
    {
        var mine = Path.Combine(folder, "mine");
        System.IO.File.WriteAllText(mine, "mine");
        System.IO.File.CreateSymbolicLink(File, mine);
        Assert.Contains("is a link", Assert.Throws<CheckpointException>(() => MetricsFile.Read(folder)).Message);
        Assert.Throws<IOException>(() => MetricsFile.Append(folder, Epoch(1)));
        Assert.Equal("mine", System.IO.File.ReadAllText(mine));
    }

    [Fact]
    public void What_is_read_is_written_there()
    {
        foreach (var line in (MetricsLine[])[Epoch(1), Epoch(2), Epoch(3), Test(3)])
            MetricsFile.Append(folder, line);
        var whole = System.IO.File.ReadAllText(File);
        var count = Mutants.Survive(File, Seed, random => random.Next(10) < 7 ? Encoding.UTF8.GetBytes(JsonMutation.Of(whole, random)) : ByteMutation.Of(Encoding.UTF8.GetBytes(whole), random), bytes =>
        {
            var lines = MetricsFile.Read(folder).Lines;
            return () =>
            {
                var written = new Queue<string>(Encoding.UTF8.GetString(bytes).Split('\n'));
                foreach (var line in lines)
                {
                    while (!IsOf(line, written.Dequeue()))
                        Assert.NotEmpty(written);
                }
            };
        }, e => e is CheckpointException);
        output.WriteLine($"metrics.jsonl, seed {Seed}: {count}");
    }

    [Fact]
    public void A_file_that_is_too_long_is_refused_before_it_is_read()
    {
        using (var stream = System.IO.File.Create(File))
            stream.SetLength(MetricsFile.LongestFile + 1L);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("has 67108865 bytes; such a file has at most 67108864.", Assert.Throws<CheckpointException>(() => MetricsFile.Read(folder)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_file_of_rubbish_is_refused_before_its_end()
    {
        System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat("x\n", 1000)));
        Assert.Contains("has more than 100 lines that tell of no epoch and no test", Assert.Throws<CheckpointException>(() => MetricsFile.Read(folder)).Message);
    }

    private static bool IsOf(MetricsLine line, string text)
    {
        try
        {
            using var written = JsonDocument.Parse(text);
            var root = written.RootElement;
            return root.GetProperty("epoch").GetInt32() == line.Epoch && root.GetProperty("step").GetInt64() == line.Step
                && (line is not EpochLine epoch || (Number(root, "training_bound") == epoch.TrainingBound && Number(root, "seconds") == epoch.Seconds))
                && (line is not TestLine test || Number(root, "test_nll") == test.TestNll);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return false;
        }
    }

    private static double? Number(JsonElement root, string name) => root.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
