using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Evaluation;
using Hiwae.Runtime.Tests.Laws;
using Hiwae.Runtime.Tests.Training;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Training and evaluation on both paths.</summary>
public sealed class StepPathTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 20, LearningRate = 1e-2, Seed = 7 };

    [Fact]
    public void Training_is_the_same_on_both_paths_to_rounding()
    {
        using var scope = NewDisposeScope();
        var (compiled, portable) = (Bounds(StepPath.Compiled), Bounds(StepPath.Portable));
        Assert.Equal(30, compiled.Length);
        Assert.All(compiled.Zip(portable), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    [Fact]
    public void Evaluation_is_the_same_on_both_paths_to_rounding()
    {
        Agree<TinyBalance>(16);
        Agree<LinearIwae>(3);
        Agree<LinearExchangeable>(3);

        static void Agree<TModel>(int size) where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            var noise = Noise.FromSeed(1);
            using var network = TModel.CreateNetwork(noise);
            Observation data = noise.Uniform(23, size).round();
            double[] Estimates(StepPath path) =>
                [.. Evaluator.LogEstimates(network, data, new() { Samples = 100, BlockSize = 400, Step = path }).SelectMany(block => block)];
            Assert.All(Estimates(StepPath.Compiled).Zip(Estimates(StepPath.Portable)), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
            Assert.Equal(
                Evaluator.Bound(network, data, 1, StepPath.Compiled), Evaluator.Bound(network, data, 1, StepPath.Portable), 1e-3);
        }
    }

    [Fact]
    public void A_parameter_that_is_no_longer_learned_keeps_its_value()
    {
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        var options = Options with { Step = StepPath.Compiled };
        using var start = Trainer.Start<TinyBalance>(data, options);
        Assert.Equal(3, Trainer.Run(start, data, options).Take(3).Count());
        var frozen = start.Network.get_parameter("p_x.head.bias")!;
        frozen.requires_grad = false;
        var before = frozen.clone();
        var other = start.Network.get_parameter("p_x.head.weight")!.detach().clone();
        Assert.Equal(3, Trainer.Run(start, data, options).Take(3).Count());
        Assert.True(before.Equals(frozen));
        Assert.False(other.Equals(start.Network.get_parameter("p_x.head.weight")!));
    }

    [Fact]
    public void A_temperature_is_finite_and_not_negative()
    {
        using var scope = NewDisposeScope();
        using var network = LinearIwae.CreateNetwork(Noise.FromSeed(1));
        using var step = new CompiledProgram(network.Record(isTraining: true));
        var noise = Noise.FromSeed(2);
        Observation data = noise.Normal(5, 3);
        foreach (var temperature in (double[])[-0.1, double.PositiveInfinity, double.NaN])
            Assert.Throws<ArgumentOutOfRangeException>(() => step.WriteGradients(data, 3, noise, 1, temperature));
        Assert.All(step.WriteGradients(data, 3, noise, 1, temperature: 4), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_compiled_step_leaves_no_tensor_behind()
    {
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        using var step = new CompiledProgram(network.Record(isTraining: true));
        var noise = Noise.FromSeed(2);
        Observation data = noise.Uniform(5, 16).round();
        step.WriteGradients(data, 3, noise, 1);
        var before = Tensor.TotalCount;
        for (var i = 0; i < 3; i++)
            step.WriteGradients(data, 3, noise, 1);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void The_compiled_path_is_refused_where_it_is_not_possible_and_the_reason_is_named()
    {
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1, dtype: ScalarType.Float64));
        Assert.False(StepChoice.Decide(network).IsCompiled);
        var error = Assert.Throws<ArgumentException>(() => StepChoice.Decide(network, StepPath.Compiled));
        Assert.Contains("its parameters are of type Float64", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Trainer.Start<TinyConvolutional>(TinyData.Bars(), Options with { Step = StepPath.Compiled }));
        Assert.Equal(new(false, "that was asked for"), StepChoice.Decide(network, StepPath.Portable));
    }

    private static double[] Bounds(StepPath path)
    {
        var data = TinyData.Bars();
        var options = Options with { Step = path };
        using var start = Trainer.Start<TinyBalance>(data, options);
        return [.. Trainer.Run(start, data, options).Select(e => e.Event).OfType<TrainingEvent.StepTaken>().Select(e => e.Bound)];
    }
}
