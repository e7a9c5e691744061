using System.Diagnostics;
using System.Runtime.InteropServices;
using Hiwae.Cli.History;
using Hiwae.Data;
using Hiwae.Training;
using TorchSharp;
using Xunit.Abstractions;

namespace Hiwae.Cli.Tests.Faults;

/// <summary>Trainings that are killed without a word; a hundred of them with <c>HIWAE_SLOW=1</c>.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20_290_001;
    private const int Batch = 200;
    private const int MostEpochs = 40;

    private static readonly int Kills = Environment.GetEnvironmentVariable("HIWAE_SLOW") == "1" ? 100 : 4;

    private static readonly string[] Files =
    [
        ".lock", "metrics.jsonl", .. ((string[])["run.json", "model.safetensors", "training.safetensors", "reconstructions.png", "samples.png"]).SelectMany(name => (string[])[name, name + ".partial"]),
        "reconstructions.partial.png", "samples.partial.png",
    ];

    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    [Fact]
    public void A_run_that_is_killed_at_any_moment_keeps_its_last_epoch_or_the_one_before()
    {
        var random = new Random(Seed);
        using var reference = new Reference(images.Path);
        var (epochs, none, drafts, apart, ahead, compared) = (0L, 0, 0, 0, 0, 0);
        var start = TimeSpan.FromSeconds(1);
        for (var kill = 0; kill < Kills; kill++)
        {
            var folder = images.Run($"run-{kill}");
            var watch = Stopwatch.StartNew();
            using var process = OtherProcess.Start(
                "train", "small", "--data", images.Path, "--epochs", "1000000", "--batch", $"{Batch}", "--threads", "1", "--out", folder);

            // One in eight at a moment of the start, which is as long as the last one was; the others in or behind one of the first epochs, in which writing takes most of the time.
            if (random.Next(8) == 0)
            {
                Thread.Sleep(start * (1.2 * random.NextDouble()));
            }
            else
            {
                process.WaitForEpoch(1);
                start = watch.Elapsed;
                process.WaitForEpoch(random.Next(1, MostEpochs));
                Thread.Sleep(random.Next(20));
            }

            process.Kill();
            var reported = process.Epoch;
            epochs += reported;
            if (Directory.Exists(folder))
                Assert.Empty(Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith(EventFile.Prefix, StringComparison.Ordinal)).Except(Files));
            if (!File.Exists(Path.Combine(folder, Checkpoint.RunFile)))
            {
                Assert.InRange(reported, 0, 1);
                var expected = Directory.Exists(folder) ? "ended before its first epoch did" : "there is no such folder";
                var evaluated = Invocation.Of("evaluate", folder);
                Assert.Equal(1, evaluated.Status);
                Assert.Contains(expected, evaluated.Error);
                none++;
                continue;
            }

            drafts += Directory.GetFiles(folder, "*.partial").Length > 0 ? 1 : 0;
            var run = Checkpoint.ReadRun(folder);
            apart += File.ReadAllText(Path.Combine(folder, Checkpoint.RunFile)).Contains($"\"step\": {run.Step},", StringComparison.Ordinal) ? 0 : 1;
            Assert.True(run.Epoch >= reported - 1 && run.Epoch <= reported, $"Kill {kill} of seed {Seed}: epoch {run.Epoch} is kept, {reported} had ended.");
            Assert.Equal((run.Epoch, (long)run.Epoch, RunStatus.Running), (run.KeptEpoch, run.Step, run.Status));
            Assert.InRange(MetricsFile.Read(folder).Epochs.LastOrDefault()?.Epoch ?? 0, run.Epoch - 1, run.Epoch); // It follows what is kept.
            using (var network = Checkpoint.LoadNetwork<Small>(folder, run))
                reference.Compare($"Kill {kill} of seed {Seed}", run.Epoch, network);
            using (var training = Checkpoint.LoadTraining<Small>(folder, run))
            {
                // It is renamed first, and may be one epoch ahead of the other two.
                Assert.InRange(training.Epoch, run.Epoch, run.Epoch + 1);
                Assert.Equal(training.Epoch, training.Step);
                ahead += training.Epoch - run.Epoch;
                reference.Compare($"Kill {kill} of seed {Seed}, training", training.Epoch, training.Network);
            }

            compared++;
            var read = Invocation.Of("evaluate", folder, "--samples", "3", "--limit", "5", "--threads", "1");
            Assert.True(read.Status == 0, read.Error);
            Assert.Contains($"under way, or killed, epoch {run.Epoch}, step {run.Step}", read.Error);
        }

        Assert.Equal(Kills, none + compared);
        Assert.True(compared >= Kills / 2, $"Only {compared} of {Kills} were compared.");
        output.WriteLine(
            $"seed {Seed}: {Kills} kills after {epochs} epochs in all; {none} before the first was kept, {compared} compared; {drafts} while a file was being written, {ahead} and {apart} between the renaming of two files");
    }

    /// <summary>The same training, not killed: its parameters at the end of each epoch.</summary>
    private sealed class Reference : IDisposable
    {
        private readonly List<Dictionary<string, byte[]>> epochs = [];
        private readonly DataSet data;
        private readonly TrainingState<Small> start;
        private readonly IEnumerator<(TrainingEvent Event, TrainingState<Small> State)> run;

        public Reference(string source)
        {
            data = DataSources.Load(source);
            var options = new TrainingOptions { Epochs = 1_000_000, BatchSize = Batch };
            start = Trainer.Start<Small>(data, options);
            run = Trainer.Run(start, data, options).GetEnumerator();
        }

        /// <summary>Fails where parameters are not those of an epoch to the last bit, and says of which epoch they are, or which differ.</summary>
        public void Compare(string kill, int epoch, torch.nn.Module network)
        {
            var (expected, found) = (At(epoch), Bytes(network));
            var other = found.Keys.Where(name => !found[name].AsSpan().SequenceEqual(expected[name])).ToArray();
            if (other.Length == 0)
                return;
            At(epoch + 1);
            var same = Enumerable.Range(1, epoch + 1).Where(e => found.All(pair => epochs[e - 1][pair.Key].AsSpan().SequenceEqual(pair.Value))).ToArray();
            Assert.Fail(
                $"{kill}: the parameters are not those of epoch {epoch}, but {(same.Length > 0 ? $"those of epoch {same[0]}" : "of none")}; others are {string.Join(", ", other)}, by at most "
                + $"{other.Max(name => Floats(found[name]).Zip(Floats(expected[name]), (a, b) => Math.Abs(a - b)).Max())}.");
        }

        private Dictionary<string, byte[]> At(int epoch)
        {
            // The last digits depend on their number, which each command that this process runs sets for itself.
            torch.set_num_threads(1);
            while (epochs.Count < epoch)
            {
                Assert.True(run.MoveNext());
                if (run.Current.Event is TrainingEvent.EpochEnded)
                    epochs.Add(Bytes(run.Current.State.Network));
            }

            return epochs[epoch - 1];
        }

        private static Dictionary<string, byte[]> Bytes(torch.nn.Module network)
        {
            using var scope = torch.NewDisposeScope();
            return network.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().contiguous().bytes.ToArray());
        }

        private static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();

        public void Dispose()
        {
            run.Dispose();
            start.Dispose();
            data.Dispose();
        }
    }
}
