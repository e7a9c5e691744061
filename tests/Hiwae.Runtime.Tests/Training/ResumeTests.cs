using Hiwae.Checkpoints;
using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Training;
using Xunit.Abstractions;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>A run that was stopped, kept and taken up again ends where the undisturbed one does, to the last bit of every file.</summary>
public sealed class ResumeTests(ITestOutputHelper output)
{
    private const int Seed = 20_310_001;

    private static readonly string[] Files = [Checkpoint.TrainingFile, Checkpoint.ModelFile, Checkpoint.RunFile];

    private static readonly TrainingOptions Plain = new() { Epochs = 4, BatchSize = 32, Seed = 3, Step = StepPath.Automatic };

    private static readonly TrainingOptions Refined = Plain with
    {
        Epochs = 6,
        InferenceUpdates = 3,
        Averaging = 0.9,
        Patience = 2,
        WarmUp = 1.5,
        AmsGrad = true,
        LearningRate = 0.02,
        InferenceLearningRate = 0.01,
        Schedule = new LearningRateSchedule.Cosine(),
    };

    public static TheoryData<string, int> Runs => new()
    {
        { "plain", 1 },
        { "refined", 1 },
        { "refined portable", 1 },
        { "batch norm", 1 },
        { "batch norm in blocks", 1 },
        { "pseudo-inputs", 1 },
        { "refined", 2 },
    };

    [Theory, MemberData(nameof(Runs))]
    public void It_ends_where_the_undisturbed_run_does(string run, int threads)
    {
        var before = get_num_threads();
        set_num_threads(threads);
        try
        {
            switch (run)
            {
                case "plain":
                    Compare<TinyBalance>(Plain);
                    break;
                case "refined":
                    Compare<TinyBalance>(Refined);
                    break;
                case "refined portable":
                    Compare<TinyBalance>(Refined with { Step = StepPath.Portable });
                    break;
                case "batch norm":
                    Compare<TinyConvolutional>(Refined with { Epochs = 2, InferenceUpdates = 2, AmsGrad = false });
                    break;
                case "batch norm in blocks":
                    Compare<TinyConvolutional>(Refined with { Epochs = 2, InferenceUpdates = 2, FreeBits = 1 });
                    break;
                default:
                    Compare<TinyPosteriors>(Refined);
                    break;
            }
        }
        finally
        {
            set_num_threads(before);
        }
    }

    /// <summary>Ten interruptions at random moments, each of a run that goes on from the one before; in at least one, updates of a step had been made.</summary>
    private void Compare<TModel>(TrainingOptions options) where TModel : class, IModel<TModel>
    {
        using var data = TinyData.Bars();
        using var whole = new TemporaryFolder();
        using var parts = new TemporaryFolder();
        var random = new Random(Seed);
        int looks;
        using (var start = Trainer.Start<TModel>(data, options))
            Assert.True(Go(whole.Path, start, data, options, int.MaxValue, out looks));
        var (stops, within) = (0, 0);
        var state = Trainer.Start<TModel>(data, options);
        while (!Go(parts.Path, state, data, options, stops < 10 ? random.Next(1 + (looks / 6)) : int.MaxValue, out _))
        {
            (stops, within) = (stops + 1, within + (state.UnderWay.Updates > 0 ? 1 : 0));
            state.Dispose();
            state = Trainer.Resume<TModel>(parts.Path, data);
        }

        state.Dispose();
        foreach (var file in Files)
            Assert.True(File.ReadAllBytes(whole.File(file)).AsSpan().SequenceEqual(File.ReadAllBytes(parts.File(file))), $"{file} differs after {stops} stops.");
        Assert.Equal(10, stops);
        Assert.True(options.InferenceUpdates == 1 || within > 0, "No stop was within a step.");
        output.WriteLine($"{stops} stops, {within} of them between updates of a step; {new FileInfo(whole.File(Checkpoint.ModelFile)).Length} bytes of parameters, {new FileInfo(whole.File(Checkpoint.TrainingFile)).Length} of training");
    }

    /// <summary>Trains until somebody has looked so often whether to stop, and keeps the run; whether it came to its end.</summary>
    private static bool Go<TModel>(string folder, TrainingState<TModel> state, DataSet data, TrainingOptions options, int most, out int looks) where TModel : class, IModel<TModel>
    {
        using var stop = new CancellationTokenSource();
        var count = 0;
        var watch = new StepWatch(stop.Token)
        {
            Looked = () =>
            {
                if (Interlocked.Increment(ref count) > most)
                    stop.Cancel();
            },
        };
        var (isOver, last) = (false, state);
        try
        {
            foreach (var (happening, now) in Trainer.Run(state, data, options, watch: watch))
            {
                (isOver, last) = (happening is TrainingEvent.Finished, now);
                if (stop.IsCancellationRequested)
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            isOver = false;
        }

        looks = count;
        Checkpoint.Save(folder, last, RunRecord.Of(last, RunData.Of(data), options));
        return isOver;
    }

    [Fact]
    public void A_run_that_has_ended_goes_on_for_more_epochs()
    {
        using var one = new OneThread();
        using var data = TinyData.Bars();
        using var whole = new TemporaryFolder();
        using var parts = new TemporaryFolder();
        var options = Refined with { Schedule = new LearningRateSchedule.Step(2, 0.5), Patience = 50, LearningRate = 0.2 };
        using (var start = Trainer.Start<TinyBalance>(data, options with { Epochs = 9 }))
            Go(whole.Path, start, data, options with { Epochs = 9 }, int.MaxValue, out _);
        using (var start = Trainer.Start<TinyBalance>(data, options with { Epochs = 4 }))
            Assert.True(Go(parts.Path, start, data, options with { Epochs = 4 }, int.MaxValue, out _));
        using (var state = Trainer.Resume<TinyBalance>(parts.Path, data))
            Assert.True(Go(parts.Path, state, data, options with { Epochs = 9 }, int.MaxValue, out _));
        Assert.All(Files, file => Assert.Equal(File.ReadAllBytes(whole.File(file)), File.ReadAllBytes(parts.File(file))));
    }

    [Fact]
    public void A_loop_of_ones_own_goes_on_too()
    {
        using var one = new OneThread();
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var data = new RunData("bars", "bars", Binarisation.None, 4, 4, 32);
        var options = Refined with { Epochs = 10 };
        Observation Batch(long step) => TinyData.Bars().Train.Pixels.narrow(0, 32 * (step % 5), 32).gt(0.5).to_type(ScalarType.Float32);
        TrainingState<TinyPosteriors> Steps(TrainingState<TinyPosteriors> state, long until)
        {
            while (state.Step < until)
                (_, state) = Trainer.Step(state, Batch(state.Step), options);
            return state;
        }

        var whole = Steps(Trainer.Start<TinyPosteriors>(options, 5), 17);
        var half = Steps(Trainer.Start<TinyPosteriors>(options, 5), 8);
        Checkpoint.Save(folder.Path, half, RunRecord.Of(half, data, options));
        var resumed = Checkpoint.LoadTraining<TinyPosteriors>(folder.Path, Checkpoint.ReadRun(folder.Path));
        Assert.Equal((8L, 5), (resumed.Step, resumed.StepsPerEpoch));
        var other = Steps(resumed, 17);
        whole.Settle();
        other.Settle();
        foreach (var (name, value) in whole.Network.state_dict())
            Assert.True(value.Equals(other.Network.state_dict()[name]), name);
    }

    [Fact]
    public void What_cannot_go_on_is_refused_by_name()
    {
        using var data = TinyData.Bars();
        using var folder = new TemporaryFolder();
        using var state = Trainer.Start<TinyBalance>(data, Plain);
        var run = RunRecord.Of(state, RunData.Of(data), Plain);
        Checkpoint.Save(folder.Path, state.Network, run);
        string Fault<TFault>() where TFault : Exception => Assert.Throws<TFault>(() => Trainer.Resume<TinyBalance>(folder.Path, data)).Message;
        Assert.Contains("it has no training.safetensors, because it was made without one, or by an earlier version", Fault<CheckpointException>());

        Checkpoint.Save(folder.Path, state, run);
        using (Trainer.Resume<TinyBalance>(folder.Path, data))
            Assert.Throws<CheckpointException>(() => Trainer.Resume<TinyMaximum>(folder.Path, data));
        using (var more = TinyData.Bars(201))
            Assert.Contains("trained on other data than bars has now", Assert.Throws<ArgumentException>(() => Trainer.Resume<TinyBalance>(folder.Path, more)).Message);
        Checkpoint.SaveRun(folder.Path, run with { Options = Plain with { Averaging = 0.5 } });
        Assert.Contains("there are no averages, and the averaging of the run is 0.5", Fault<CheckpointException>());
        File.Move(folder.File(Checkpoint.TrainingFile), folder.File("elsewhere"));
        File.CreateSymbolicLink(folder.File(Checkpoint.TrainingFile), folder.File("elsewhere"));
        Assert.Contains("is a link to", Fault<CheckpointException>());
    }
}

/// <summary>A small model whose prior is a mixture of posteriors.</summary>
[Model(Samples = 2)]
public sealed partial record TinyPosteriors(
    [Shape(16), P<Bernoulli>(nameof(Z), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>(PseudoInputs = 5), Q<Normal>(nameof(X), Hidden = [8])] Tensor Z);
