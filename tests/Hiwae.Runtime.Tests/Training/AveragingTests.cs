using Hiwae.Data;
using Hiwae.Evaluation;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

public sealed class AveragingTests
{
    private const double Decay = 0.9;

    private static readonly TrainingOptions Plain = new() { Epochs = 3, BatchSize = 20, LearningRate = 1e-2, Seed = 7 };

    private static readonly TrainingOptions Averaged = Plain with { Averaging = Decay };

    [Fact]
    public void What_is_kept_is_the_corrected_average_of_the_parameters_after_each_step()
    {
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(data, Averaged);
        var trained = new List<double[]>();
        foreach (var (happening, state) in Trainer.Run(start, data, Averaged))
        {
            if (happening is TrainingEvent.StepTaken)
                trained.Add(Values(state.Network));
            else
                AssertClose(AverageOf(trained), Values(state.Network));
        }

        Assert.Equal(30, trained.Count);
        AssertClose(AverageOf(trained), Values(start.Network));
    }

    [Fact]
    public void Training_takes_the_steps_that_it_takes_without_averages()
    {
        using var repeatable = new OneThread();
        Assert.Equal(Trained(Plain), Trained(Averaged));

        static double[] Trained(TrainingOptions options)
        {
            using var scope = NewDisposeScope();
            var data = TinyData.Bars();
            using var start = Trainer.Start<TinyBalance>(data, options);
            return [.. Trainer.Run(start, data, options).Where(e => e.Event is TrainingEvent.StepTaken).SelectMany(e => Values(e.State.Network))];
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(17)]
    public void A_run_that_is_stopped_holds_the_average_and_goes_on_from_what_it_trained(int events)
    {
        using var scope = NewDisposeScope();
        using var repeatable = new OneThread();
        var data = TinyData.Bars();
        var trained = new List<double[]>();
        using var start = Trainer.Start<TinyBalance>(data, Averaged);
        var state = Stop(start, Averaged, trained);
        AssertClose(AverageOf(trained), Values(start.Network));

        using var plain = Trainer.Start<TinyBalance>(data, Plain);
        var unaveraged = Stop(plain, Plain, []);
        Assert.Equal(Next(unaveraged, Plain), Next(state, Averaged));

        TrainingState<TinyBalance> Stop(TrainingState<TinyBalance> from, TrainingOptions options, List<double[]> steps)
        {
            var last = from;
            foreach (var (happening, now) in Trainer.Run(from, data, options).Take(events))
            {
                last = now;
                if (happening is TrainingEvent.StepTaken)
                    steps.Add(Values(now.Network));
            }

            return last;
        }

        double[] Next(TrainingState<TinyBalance> from, TrainingOptions options)
        {
            foreach (var (happening, now) in Trainer.Run(from, data, options))
            {
                if (happening is TrainingEvent.StepTaken)
                    return Values(now.Network);
            }

            return [];
        }
    }

    [Fact]
    public void The_best_parameters_are_averages_and_have_the_best_validation_bound()
    {
        using var scope = NewDisposeScope();
        var options = Averaged with { Epochs = 500, LearningRate = 0.3, Patience = 2 };
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(data, options);
        var trained = new List<double[]>();
        var (bounds, averages) = (new List<double>(), new List<double[]>());
        var kept = 0;
        foreach (var (happening, state) in Trainer.Run(start, data, options))
        {
            switch (happening)
            {
                case TrainingEvent.StepTaken:
                    trained.Add(Values(state.Network));
                    break;
                case TrainingEvent.EpochEnded ended:
                    bounds.Add(ended.ValidationBound);
                    averages.Add(AverageOf(trained));
                    break;
                case TrainingEvent.Finished finished:
                    kept = finished.Epoch;
                    break;
            }
        }

        Assert.Equal(bounds.Index().MaxBy(b => b.Item).Index + 1, kept);
        AssertClose(averages[kept - 1], Values(start.Network));
        var held = DataBinding.Of(TinyBalance.Description, data).HeldOut(data.Validation);
        Assert.Equal(bounds.Max(), Evaluator.Bound(start.Network, held, options.Seed), 5);
    }

    [Fact]
    public void Running_statistics_are_averaged_too_and_counts_are_not()
    {
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyConvolutional>(data, Averaged);
        var means = new List<double[]>();
        var name = start.Network.state_dict().Keys.First(key => key.EndsWith("running_mean", StringComparison.Ordinal));
        foreach (var (_, state) in Trainer.Run(start, data, Averaged).Take(7))
            means.Add(Doubles(state.Network.state_dict()[name]));
        AssertClose(AverageOf(means), Doubles(start.Network.state_dict()[name]));
        var count = start.Network.state_dict().First(entry => entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Value;
        Assert.Equal(7, count.ToInt64());
    }

    /// <summary>Σ_t β^(n−t) θ_t / Σ_t β^(n−t).</summary>
    private static double[] AverageOf(List<double[]> steps)
    {
        double[] weights = [.. steps.Select((_, t) => Math.Pow(Decay, steps.Count - 1 - t))];
        var sum = weights.Sum();
        return [.. Enumerable.Range(0, steps[0].Length).Select(i => steps.Select((values, t) => weights[t] * values[i]).Sum() / sum)];
    }

    private static double[] Values(nn.Module network) => [.. network.parameters().SelectMany(Doubles)];

    private static double[] Doubles(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().flatten().to_type(ScalarType.Float64).data<double>().ToArray();
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-6 * (1 + Math.Abs(pair.First))));
    }
}
