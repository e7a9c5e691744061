using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

public sealed class TrainerTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 20, LearningRate = 1e-2, Seed = 7 };

    private static readonly TrainingOptions Refined = Options with
    {
        Gradient = Gradient.StickingTheLanding,
        InferenceUpdates = 2,
        InferenceLearningRate = 2e-2,
        Schedule = new LearningRateSchedule.Burda(),
        AmsGrad = true,
        WarmUp = 1.5,
        FreeBits = 1,
        Averaging = 0.9,
    };

    [Fact]
    public void Training_raises_the_bound()
    {
        using var scope = NewDisposeScope();
        var bounds = Epochs(Options with { Epochs = 15 }).Select(e => e.ValidationBound).ToArray();
        Assert.True(bounds[^1] > bounds[0] + 0.5, string.Join(" ", bounds));
    }

    [Theory, InlineData(1), InlineData(2)]
    public void The_same_seed_and_number_of_threads_give_the_same_numbers_to_the_last_bit(int count)
    {
        var threads = get_num_threads();
        set_num_threads(count);
        try
        {
            foreach (var path in new[] { StepPath.Automatic, StepPath.Portable })
            {
                var (plain, refined) = (Options with { Step = path }, Refined with { Step = path });
                Assert.Equal(Fingerprint<TinyBalance>(plain), Fingerprint<TinyBalance>(plain));
                Assert.Equal(Fingerprint<TinyBalance>(refined), Fingerprint<TinyBalance>(refined));
                Assert.Equal(Fingerprint<TinyConvolutional>(refined), Fingerprint<TinyConvolutional>(refined));
                Assert.NotEqual(Fingerprint<TinyBalance>(plain), Fingerprint<TinyBalance>(refined));
                Assert.NotEqual(Fingerprint<TinyBalance>(plain), Fingerprint<TinyBalance>(plain with { Seed = 8 }));
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void Stopping_early_returns_to_the_best_parameters()
    {
        using var scope = NewDisposeScope();

        // So large a step makes the bound wander, so that patience runs out long before the epochs do.
        var options = Options with { Epochs = 500, LearningRate = 0.3, Patience = 2 };
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(data, options);
        var events = Trainer.Run(start, data, options).Select(e => e.Event).ToArray();
        var epochs = events.OfType<TrainingEvent.EpochEnded>().ToArray();
        var finished = Assert.IsType<TrainingEvent.Finished>(events[^1]);
        Assert.True(finished.EarlyStopped);
        Assert.True(epochs.Length < 500);
        Assert.Equal(epochs.MaxBy(e => e.ValidationBound)!.Epoch, finished.Epoch);
        var restored = Hiwae.Evaluation.Evaluator.Bound(start.Network, DataBinding.Of(TinyBalance.Description, data).HeldOut(data.Validation), options.Seed);
        Assert.Equal(epochs.Max(e => e.ValidationBound), restored, 5);
    }

    [Fact]
    public void A_run_that_is_no_longer_asked_stops_where_it_stands()
    {
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(data, Options);
        var (_, state) = Trainer.Run(start, data, Options).Skip(13).First();
        Assert.Equal(13, state.Step);
        Assert.Equal(1, state.Epoch);
    }

    [Fact]
    public void A_diverging_run_says_where_and_what_to_try()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<TrainingDivergedException>(() => Epochs(Options with { Epochs = 50, LearningRate = 1e25, GradientNorm = null }).Count());
        Assert.Contains("tiny-balance", error.Message, StringComparison.Ordinal);
        Assert.Contains("learning rate below 1E+25", error.Message, StringComparison.Ordinal);
        Assert.True(error.Step > 1);
    }

    [Fact]
    public void A_step_that_ruins_the_parameters_is_found_before_its_epoch_ends()
    {
        using var scope = NewDisposeScope();
        var events = new List<TrainingEvent>();
        var options = Options with { Epochs = 2, BatchSize = int.MaxValue, LearningRate = 1e30, GradientNorm = null };
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(data, options);
        Assert.Throws<TrainingDivergedException>(() => events.AddRange(Trainer.Run(start, data, options).Select(e => e.Event)));
        Assert.DoesNotContain(events, e => e is TrainingEvent.EpochEnded);
    }

    [Fact]
    public void A_batch_larger_than_the_set_is_the_whole_set()
    {
        using var scope = NewDisposeScope();
        var options = Options with { Epochs = 2, BatchSize = int.MaxValue };
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(data, options);
        var steps = Trainer.Run(start, data, options).Select(e => e.Event).OfType<TrainingEvent.StepTaken>().ToArray();
        Assert.Equal(2, steps.Length);
        Assert.All(steps, step => Assert.Equal(200, step.Images));
    }

    [Fact]
    public void Images_of_another_size_are_refused_with_both_sizes()
    {
        using var scope = NewDisposeScope();
        DataSplit Blank() => DataSplit.OfImages(zeros(4, 20), null, 4, 5);
        var data = new DataSet("blank", Blank(), Blank(), Blank());
        var error = Assert.Throws<ArgumentException>(() => Trainer.Start<TinyBalance>(data, Options));
        Assert.Contains("16 values", error.Message, StringComparison.Ordinal);
        Assert.Contains("4 × 5 = 20 pixels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_number_of_samples_makes_another_number_of_heads()
    {
        using var scope = NewDisposeScope();
        using var start = Trainer.Start<TinyBalance>(TinyData.Bars(), Options with { Samples = 4 });
        Assert.Equal(4, start.Network.Samples);
        Assert.Equal(4 * 4, start.Network.state_dict()["q_z.head.bias"].numel());
        var error = Assert.Throws<ArgumentException>(() => start.Network.Propose(zeros(2, 16), 3, Noise.FromSeed(1)));
        Assert.Contains("made with 4 distinct heads", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<TrainingEvent.EpochEnded> Epochs(TrainingOptions options)
    {
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(data, options);
        foreach (var (e, _) in Trainer.Run(start, data, options))
        {
            if (e is TrainingEvent.EpochEnded ended)
                yield return ended;
        }
    }

    private static string Fingerprint<TModel>(TrainingOptions options) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        using var start = Trainer.Start<TModel>(data, options);
        var bounds = Trainer.Run(start, data, options).Select(e => e.Event).OfType<TrainingEvent.StepTaken>().Select(e => e.Bound).ToArray();
        var parameters = start.Network.parameters().SelectMany(p => p.detach().flatten().data<float>().ToArray());
        return string.Join(' ', bounds.Select(b => b.ToString("R", null))) + string.Join(' ', parameters.Select(p => p.ToString("R", null)));
    }
}
