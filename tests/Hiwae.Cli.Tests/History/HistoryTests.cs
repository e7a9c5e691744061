using Hiwae.Cli.History;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Train;
using Hiwae.Data;
using Hiwae.Training;
using TorchSharp;

namespace Hiwae.Cli.Tests.History;

public sealed class HistoryTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Train(int epochs, params string[] more) =>
    [
        "train", "small", "--data", images.Path, "--epochs", $"{epochs}", "--batch", "20", "--test-samples", "20", "--threads", "1", "--out", images.Run("a"), "--json", .. more,
    ];

    private string[] Events => Directory.GetFiles(images.Run("a"), EventFile.Prefix + "*");

    [Fact]
    public void A_run_has_a_line_and_an_event_for_each_epoch_and_for_the_test()
    {
        var result = Invocation.Of(Train(3, "--learning-rate", "0.01", "--schedule", "cosine", "--inference-learning-rate", "0.02"));
        Assert.True(result.Status == 0, result.Error);
        var reading = MetricsFile.Read(images.Run("a"));
        Assert.Equal([1, 2, 3], reading.Epochs.Select(line => line.Epoch));
        var last = reading.Epochs.Last();
        Assert.Equal(result.Json.GetProperty("validation_bound").GetDouble(), last.ValidationBound);
        Assert.Equal(result.Json.GetProperty("training_bound").GetDouble(), last.TrainingBound);
        Assert.Equal(result.Json.GetProperty("steps").GetInt64(), last.Step);
        Assert.Equal(result.Json.GetProperty("test_nll").GetDouble(), reading.Test!.TestNll);
        Assert.True(reading.Epochs.First().LearningRate > last.LearningRate);
        Assert.Equal(2 * last.LearningRate!.Value, last.InferenceLearningRate!.Value, 12);
        Assert.All(reading.Epochs, line => Assert.True(line.GradientNorm > 0 && line.ImagesPerSecond > 0));
        Assert.Equal(last.Seconds!.Value, result.Json.GetProperty("seconds").GetDouble(), 1);

        var events = EventReader.Read(Assert.Single(Events));
        Assert.Equal([0, 1, 2, 3, 3], events.Select(e => e.Step));
        Assert.Equal((float)last.ValidationBound!.Value, events[3].Scalars["bound/validation"]);
        Assert.Equal((float)reading.Test.TestNll!.Value, events[4].Scalars["test/nll"]);
        Assert.All(events.Skip(1), e => Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - e.WallTime, -5, 300));
        Assert.Equal([false, true, true, true, true], events.Select(e => e.Pictures.Count == 2));
        Assert.Equal(File.ReadAllBytes(images.Run("a/samples.png")), events[4].Pictures["samples"].Png);
        Assert.Equal(File.ReadAllBytes(images.Run("a/reconstructions.png")), events[4].Pictures["reconstructions"].Png);
    }

    [Fact]
    public void Pictures_are_due_at_few_epochs_and_at_the_last()
    {
        Assert.Equal([1, 2, 5, 10, 20, 50, 100, 200, 500, 700], Enumerable.Range(1, 700).Where(epoch => RunPictures.AreDue(epoch, 700)));
    }

    /// <summary>The history draws from a noise of its own and changes no parameter, no moment and no number that is drawn after it.</summary>
    [Theory]
    [InlineData("small")]
    [InlineData("small-balance")]
    [InlineData("small-normalised")]
    [InlineData("small-labelled")]
    public void A_run_with_a_history_is_bit_equal_to_one_without(string model) =>
        DeclaredModels.All.Single(entry => entry.Description.Name == model).Accept(new BitEquality(images));

    [Fact]
    public void A_history_that_cannot_be_written_is_one_warning_and_the_run_goes_on()
    {
        var isBlocked = false;
        var result = Invocation.Of(
            new Interruption(),
            new ListeningWriter(line =>
            {
                if (isBlocked || !line.Contains("epoch 1 of 4: bound", StringComparison.Ordinal))
                    return;
                isBlocked = true;
                Directory.CreateDirectory(images.Run("a/metrics.jsonl"));
            }),
            Train(4));
        Assert.True(result.Status == 0, result.Error);
        Assert.Single(result.Error.Split('\n'), line => line.StartsWith("warning: the history of the run is not whole: ", StringComparison.Ordinal) && line.TrimEnd().EndsWith("Training goes on.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_could_not_be_written_is_written_with_the_next_epoch(int blocked)
    {
        var result = Invocation.Of(
            new Interruption(),
            new ListeningWriter(line =>
            {
                if (line.Contains($"epoch {blocked} of 4: bound", StringComparison.Ordinal))
                    Block();
                if (line.Contains("epoch 3 of 4: bound", StringComparison.Ordinal))
                    Unblock();
            }),
            Train(4));
        Assert.True(result.Status == 0, result.Error);
        Assert.Equal([1, 2, 3, 4], MetricsFile.Read(images.Run("a")).Epochs.Select(line => line.Epoch));
        Assert.Equal([1, 2, 3, 4, 4], EventReader.Read(Assert.Single(Events)).Skip(1).Select(e => e.Step));

        void Block()
        {
            File.Delete(images.Run("a/metrics.jsonl"));
            Directory.CreateDirectory(images.Run("a/metrics.jsonl"));
        }

        void Unblock() => Directory.Delete(images.Run("a/metrics.jsonl"));
    }

    [Fact]
    public void A_run_that_is_taken_up_forgets_what_came_after()
    {
        Invocation.Of(Train(3));
        using var data = DataSources.Load(images.Path);
        var options = new TrainingOptions { Epochs = 3, BatchSize = 20 };
        using var folder = RunFolder.Create(images.Run("b"), "small", "data", DateTime.Now);
        File.Copy(images.Run("a/metrics.jsonl"), images.Run("b/metrics.jsonl"));
        var history = new RunHistory(folder, new PlainProgress(new StringWriter()), 3);
        history.Continue(2);
        Assert.Equal([1, 2], MetricsFile.Read(folder.Path).Lines.Select(line => line.Epoch));
        using var start = Trainer.Start<Small>(data, options);
        var line = MetricsFile.Read(images.Run("a")).Epochs.Last() with { TrainingBound = -1 };
        history.Add(line, isKept: true, start.Network, DataBinding.Of(Small.Description, data, options));
        Assert.Equal([1, 2, 3], MetricsFile.Read(folder.Path).Lines.Select(l => l.Epoch));
        Assert.Equal(-1, MetricsFile.Read(folder.Path).Epochs.Last().TrainingBound);
        var events = EventReader.Read(Assert.Single(Directory.GetFiles(folder.Path, EventFile.Prefix + "*")));
        Assert.Equal([0, 3, 3], events.Select(e => e.Step)); // The version, the start of a session at epoch 3, and the epoch.
        Assert.Equal(1, events[1].Session);
    }

    private sealed class BitEquality(SmallImages images) : IModelVisitor<int>
    {
        public int Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var data = DataSources.Load(images.Path);
            var options = new TrainingOptions { Epochs = 5, BatchSize = 50, Averaging = 0.9 };
            using var folder = RunFolder.Create(images.Run(TModel.Description.Name), "small", "data", DateTime.Now);
            var binding = DataBinding.Of(TModel.Description, data, options);
            var history = new TrainHistory<TModel>(new(folder, new PlainProgress(new StringWriter()), options.Epochs), binding);
            using var with = Trainer.Start<TModel>(data, options);
            using var without = Trainer.Start<TModel>(data, options);
            TrainingLoop.Run(with, data, options, new PlainProgress(new StringWriter()), new Interruption(), onEpoch: ended => history.Add(ended, isKept: true));
            TrainingLoop.Run(without, data, options, new PlainProgress(new StringWriter()), new Interruption());
            Assert.Equal(5, MetricsFile.Read(folder.Path).Lines.Length);
            Assert.True(File.Exists(Path.Combine(folder.Path, RunPictures.SamplesFile)));
            var values = without.Network.state_dict();
            Assert.All(with.Network.state_dict(), pair => Assert.True(pair.Value.eq(values[pair.Key]).all().item<bool>(), pair.Key));
            using var next = with.Noise.Normal(4);
            using var other = without.Noise.Normal(4);
            Assert.True(next.eq(other).all().item<bool>());
            return 0;
        }
    }
}
