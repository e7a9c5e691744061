using Hiwae.Checkpoints;
using Hiwae.Data;
using Hiwae.Studies.Burda;
using Hiwae.Training;

namespace Hiwae.Studies.Tests.Burda;

public sealed class StudyTests : IDisposable
{
    private const int Epochs = 2;

    private static readonly Settings Small = new() { Batch = 50, TestSamples = 20, TestImages = 30 };

    private static readonly Cell[] Cells = [new(2, 5, Gradient.DoublyReparameterised, 1), new(1, 1, Gradient.Reparameterised, 1)];

    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-").FullName;
    private readonly DataSet data = Some(DataSources.Load(DataSources.Glyphs));

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static DataSet Some(DataSet all) => all with { Train = all.Train.Take(500), Validation = all.Validation.Take(150), Test = all.Test.Take(40) };

    [Fact]
    public void Cells_are_trained_on_all_that_is_not_for_the_test_and_not_done_again()
    {
        var first = Run(Small, Epochs, out var done);
        Assert.Equal(2, done);
        Assert.All(first, result => Assert.True(result is { Nll: > 100 and < 700, NllStandardError: > 0, TestImages: 30, TestSamples: 20, Epochs: Epochs, TrainingBound: < 0 }));
        var run = Checkpoint.ReadRun(Path.Combine(folder, "runs", Cells[0].Name));
        Assert.Equal((650, 26L, RunStatus.Completed, "iwae-two-layer"), (run.Data.TrainingImages, run.Step, run.Status, run.Model));
        Assert.Equal((50, 0.9, 0.999, 1e-4, 1e-3, OutputStart.Mean, null), (run.Options.BatchSize, run.Options.Beta1, run.Options.Beta2, run.Options.Epsilon, run.Options.LearningRate, run.Options.OutputStart, run.Options.GradientNorm));
        Assert.Equal(new LearningRateSchedule.Burda(), run.Options.Schedule);

        var second = Run(Small, Epochs, out done);
        Assert.Equal(0, done);
        Assert.Equal(first, second);

        // A damaged file is done again, of a run that is over.
        using (var study = Study(Small))
            File.WriteAllText(study.PathOf(Cells[1]), "{");
        var third = Run(Small, Epochs, out done);
        Assert.Equal(1, done);
        Assert.Equal(first[1]!.Nll, third[1]!.Nll);
        Assert.Equal(first[1]!.TrainingBound, third[1]!.TrainingBound);

        // Others are trained anew.
        Run(Small, Epochs + 1, out done);
        Assert.Equal(2, done);
    }

    [Theory]
    [InlineData(0.2)] // In the first epoch.
    [InlineData(0.45)] // In the second.
    public void A_training_that_was_stopped_goes_on_to_the_same_end(double share)
    {
        var expected = Run(Small, Epochs, out _);
        Directory.Delete(folder, recursive: true);
        using (var stop = new CancellationTokenSource())
        {
            using var study = Study(Small, stop.Token);
            Assert.Null(study.Train(Cells[0], Epochs, (part, _) =>
            {
                if (part > share)
                    stop.Cancel();
            }));
        }

        var left = Checkpoint.ReadRun(Path.Combine(folder, "runs", Cells[0].Name));
        Assert.Equal(RunStatus.Interrupted, left.Status);
        Assert.InRange(left.Step, 1, 25);
        var found = Run(Small, Epochs, out var done);
        Assert.Equal(2, done);
        Assert.Equal(expected.Select(result => (result!.Nll, result.TrainingBound)), found.Select(result => (result!.Nll, result.TrainingBound)));
    }

    [Fact]
    public void A_cell_of_which_the_test_was_stopped_is_tested_only()
    {
        using (var stop = new CancellationTokenSource())
        {
            using var study = Study(Small, stop.Token);
            Assert.Null(study.Train(Cells[0], Epochs, (_, words) =>
            {
                if (words.StartsWith("test", StringComparison.Ordinal))
                    stop.Cancel();
            }));
        }

        var file = Path.Combine(folder, "runs", Cells[0].Name, Checkpoint.ModelFile);
        var written = File.GetLastWriteTimeUtc(file);
        Run(Small, Epochs, out var done);
        Assert.Equal(2, done);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public void What_is_decided_at_the_beginning_stays_and_other_settings_are_another_study()
    {
        using (var study = Study(Small))
        {
            Assert.Null(study.Plan());
            Timing[] timings = [.. Cells.Select(cell => study.Time(cell)!)];
            Assert.Equal(Cells.Select(cell => cell.Name), timings.Select(timing => timing.Cell));
            Assert.All(timings, timing => Assert.True(timing is { EpochSeconds: > 0, TestSeconds: > 0 }));
            study.Decide(7, 0.5, timings);
            Assert.Empty(study.Anchors); // They are of MNIST.
        }

        using (var same = Study(Small))
            Assert.True(same.Plan() is { Epochs: 7, Hours: 0.5, Timings.Length: 2 });
        using var other = Study(Small with { Schedule = new LearningRateSchedule.Cosine() });
        Assert.Contains("name another folder with --out", Assert.Throws<CheckpointException>(() => other.Plan()).Message);
    }

    [Fact]
    public void Mnist_is_told_by_its_images()
    {
        using var scope = torch.NewDisposeScope();
        DataSet Of(int lighter)
        {
            var pixels = torch.full([60_000, 784], 33, dtype: torch.ScalarType.Byte);
            pixels[..lighter] = 34;
            DataSplit Split(Tensor some) => DataSplit.OfImages(some, null, 28, 28);
            return new("any", Split(pixels[..50_000]), Split(pixels[50_000..]), Split(torch.zeros([10_000, 784], dtype: torch.ScalarType.Byte)));
        }

        Assert.True(Anchors.AreFor(Of(19_710))); // A mean of 33.3285, which is 0.1307 of white.
        Assert.False(Anchors.AreFor(Of(0)));
        var fewer = Of(19_710);
        Assert.False(Anchors.AreFor(fewer with { Test = fewer.Test.Take(9_999) }));
        Assert.Equal(9, Anchors.All.DistinctBy(anchor => (anchor.Layers, anchor.Samples, anchor.Gradient)).Count());
    }

    [Fact]
    public void Measuring_what_cells_cost_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        using var study = Study(Small, stop.Token);
        Assert.Null(study.Time(Cells[0]));
    }

    [Fact]
    public void Seeds_come_one_after_another_and_the_longest_trainings_first()
    {
        var cells = new CellPlan { Seeds = 2 }.Cells;
        Assert.Equal(24, cells.Count);
        Assert.Equal("layers-2-k50-reparameterised-s1", cells[0].Name);
        Assert.Equal(["layers-1-k1-dreg-s1", "layers-2-k50-reparameterised-s2"], cells.Skip(11).Take(2).Select(cell => cell.Name));
        Assert.Equal(24, cells.Select(cell => cell.Name).Distinct().Count());
    }

    private BurdaStudy Study(Settings settings, CancellationToken stop = default) => new(data, settings, folder, stop);

    private CellResult?[] Run(Settings settings, int epochs, out int done)
    {
        using var study = Study(settings);
        var results = study.Known(Cells, epochs);
        done = results.Count(result => result is null);
        foreach (var index in Enumerable.Range(0, Cells.Length).Where(index => results[index] is null))
            study.Keep(Cells[index], results[index] = study.Train(Cells[index], epochs, (_, _) => { })!);
        return results;
    }
}
