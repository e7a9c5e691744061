using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>Numbers whose standard deviations are the same for all data, one for each value.</summary>
[Model(Samples = 5)]
public sealed partial record ScaledPerValue(
    [Shape(4), P<Normal>(nameof(Z), Scale = Scale.PerValue)] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

/// <summary>Numbers that have one standard deviation.</summary>
[Model(Samples = 5)]
public sealed partial record ScaledShared(
    [Shape(4), P<Normal>(nameof(Z), Scale = Scale.Shared)] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

/// <summary>A scale that is no output of the network is learned: that of factor analysis, and of probabilistic principal components.</summary>
public sealed class ScaleTests
{
    private const int Rows = 20_000;

    private static readonly double[] Slopes = [1, -0.8, 0.6, 0.9];

    [Fact]
    public void A_scale_for_each_value_is_learned() => Learns<ScaledPerValue>([0.5, 0.7, 1, 2], [0.5, 0.7, 1, 2]);

    [Fact]
    public void A_single_scale_is_learned() => Learns<ScaledShared>([0.5, 0.5, 0.5, 0.5], [0.5]);

    private static void Learns<TModel>(double[] scales, double[] expected) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(5);
        var (slopes, deviations) = (tensor(Slopes).to_type(ScalarType.Float32), tensor(scales).to_type(ScalarType.Float32));
        var data = (noise.Normal(Rows, 1) * slopes) + (noise.Normal(Rows, 4) * deviations);
        var options = new TrainingOptions { Epochs = 5000, LearningRate = 0.02, Schedule = new LearningRateSchedule.Cosine() };
        using var start = Trainer.Start<TModel>(options);
        for (var step = 0; step < options.Epochs; step++)
        {
            using var rows = data.index_select(0, noise.Permutation(Rows).narrow(0, 0, 500));
            Trainer.Step(start with { Step = step }, new Observation([rows]), options);
        }

        double[] raw = [.. start.Network.state_dict()["p_x.scale.raw"].detach().to_type(ScalarType.Float64).data<double>()];
        Assert.Equal(expected.Length, raw.Length);
        foreach (var (found, wanted) in raw.Zip(expected))
            Assert.Equal(Math.Log(wanted), found, 0.1);
    }
}
