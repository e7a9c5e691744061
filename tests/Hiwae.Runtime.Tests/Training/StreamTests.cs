using Hiwae.Data;
using Hiwae.Training;
using Microsoft.Extensions.Logging;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>Batches from anywhere train as those of a data set do, and whoever wants to know is told.</summary>
public sealed class StreamTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 4, BatchSize = 50, Seed = 2, LearningRate = 5e-3, Patience = 3 };

    /// <summary>The bars of an epoch in batches, as zeros and ones.</summary>
    private static IEnumerable<Observation> Batches(DataSet data, int epoch)
    {
        for (var start = 0; start < data.Train.Count; start += 50)
            yield return Noise.FromSeed(epoch).Uniform(data.Train.Pixels.shape).lt(data.Train.Pixels).narrow(0, start, 50).to_type(ScalarType.Float32);
    }

    private static Observation Held(DataSet data) => data.Validation.Pixels.round();

    [Fact]
    public void A_stream_of_batches_learns()
    {
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(Options, stepsPerEpoch: 4);
        var events = Trainer.Run(start, epoch => Batches(data, epoch), Held(data), Options).Select(pair => pair.Event).ToArray();
        Assert.Equal(4 * 5 + 1, events.Length);
        var epochs = events.OfType<TrainingEvent.EpochEnded>().ToArray();
        Assert.Equal([1, 2, 3, 4], epochs.Select(epoch => epoch.Epoch));
        Assert.True(epochs[^1].ValidationBound > epochs[0].ValidationBound);
        var steps = events.OfType<TrainingEvent.StepTaken>().Where(step => step.Epoch == 2).ToArray();
        Assert.Equal(steps.Average(step => step.Bound), epochs[1].TrainingBound, 10);
        Assert.All(steps, step => Assert.Equal((50, 4), (step.Images, step.StepsPerEpoch)));
    }

    [Fact]
    public void A_stream_that_was_left_goes_on_behind_what_was_taken()
    {
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        using var whole = Trainer.Start<TinyBalance>(Options, stepsPerEpoch: 4);
        var expected = Trainer.Run(whole, epoch => Batches(data, epoch), Held(data), Options).Last().State;
        using var start = Trainer.Start<TinyBalance>(Options, stepsPerEpoch: 4);
        var left = Trainer.Run(start, epoch => Batches(data, epoch), Held(data), Options).Take(7).Last().State;
        Assert.Equal((1, 2), (left.Epoch, left.Part.Steps));
        var end = Trainer.Run(left, epoch => Batches(data, epoch), Held(data), Options).Last().State;
        foreach (var (name, value) in expected.Network.state_dict())
            Assert.True(value.eq(end.Network.state_dict()[name]).all().ToBoolean(), name);
    }

    [Fact]
    public void An_epoch_without_data_is_refused()
    {
        using var scope = NewDisposeScope();
        using var start = Trainer.Start<TinyBalance>(Options);
        var error = Assert.Throws<ArgumentException>(() => Trainer.Run(start, _ => [], Held(TinyData.Bars()), Options).ToArray());
        Assert.Contains("Epoch 1 has no data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_tells_whoever_wants_to_know()
    {
        using var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(data, Options);
        var (log, told, calls) = (new Lines(), new Told(), 0);
        var end = Trainer.Fit(start, data, Options, (_, state) => ++calls > 0 && state.Network is not null, told, log);
        Assert.Equal(4, end.Epoch);
        Assert.Equal((21, 21), (calls, told.Count));
        Assert.Equal(5, log.Texts.Count);
        Assert.Matches(@"^tiny-balance: epoch 1 of 4: bound -\d+\.\d+ nats in training, -\d+\.\d+ on validation data$", log.Texts[0]);
        Assert.Equal("tiny-balance: the parameters of epoch 4 are kept; stopped early: False", log.Texts[^1]);
    }

    [Fact]
    public void A_fit_ends_where_the_callback_says_so_and_where_it_is_cancelled()
    {
        using var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(data, Options);
        Assert.Equal(6, Trainer.Fit(start, data, Options, (_, state) => state.Step < 6).Step);
        using var stop = new CancellationTokenSource();
        using var again = Trainer.Start<TinyBalance>(data, Options);
        var left = Trainer.Fit(again, data, Options, (_, state) =>
        {
            if (state.Step == 7)
                stop.Cancel();
            return true;
        }, cancellation: stop.Token);
        Assert.Equal((1, 7L, 3), (left.Epoch, left.Step, left.Part.Steps));
        using var whole = Trainer.Start<TinyBalance>(data, Options);
        var (expected, end) = (Trainer.Fit(whole, data, Options), Trainer.Fit(left, data, Options));
        foreach (var (name, value) in expected.Network.state_dict())
            Assert.True(value.eq(end.Network.state_dict()[name]).all().ToBoolean(), name);
    }

    [Fact]
    public void A_stream_that_was_left_is_saved_and_read()
    {
        using var folder = new Data.TemporaryFolder();
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(Options, stepsPerEpoch: 1);
        var left = Trainer.Run(start, epoch => Batches(data, epoch), Held(data), Options).Take(8).Last().State;
        Assert.Equal(3, left.Part.Steps);
        var run = RunRecord.Of(left, RunData.Of(data), Options);
        Checkpoint.Save(folder.Path, left, run);
        using var read = Checkpoint.LoadTraining<TinyBalance>(folder.Path, run);
        var (expected, end) = (Trainer.Run(left, epoch => Batches(data, epoch), Held(data), Options).Last().State, Trainer.Run(read, epoch => Batches(data, epoch), Held(data), Options).Last().State);
        foreach (var (name, value) in expected.Network.state_dict())
            Assert.True(value.eq(end.Network.state_dict()[name]).all().ToBoolean(), name);
        Assert.Contains("in the middle of a stream", Assert.Throws<ArgumentException>(() => Trainer.Run(Trainer.Run(start with { Epoch = 0, Part = default }, epoch => Batches(data, epoch), Held(data), Options).First().State, data, Options).First()).Message, StringComparison.Ordinal);
    }

    private sealed class Told : IProgress<TrainingEvent>
    {
        public int Count { get; private set; }

        public void Report(TrainingEvent value) => Count++;
    }

    private sealed class Lines : ILogger
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Texts.Add(formatter(state, exception));
        }
    }
}
