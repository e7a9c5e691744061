using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>Features of each kind: for P alone, for P alone through another, for both sides, and for Q alone.</summary>
[Model(Samples = 2)]
public sealed partial record TinyFeatures(
    [Shape(16), P<Bernoulli>(nameof(Decoded))] Tensor X,
    [Shape(2), P<Normal>(nameof(Common), Hidden = [3]), Q<Normal>(nameof(Common), nameof(Read), Hidden = [3])] Tensor Z,
    [Feature<TinyLayer>(nameof(Z))] Tensor Inner,
    [Feature<TinyLayer>(nameof(Inner))] Tensor Decoded,
    [Feature<TinyLayer>(nameof(X))] Tensor Read,
    [Feature<TinyLayer>(nameof(Y))] Tensor Common,
    [Given, Shape(1)] Tensor Y);

[Network, Dense(5)]
public sealed partial record TinyLayer;

/// <summary>What each of the two optimisers moves, how often, and how far.</summary>
public sealed class OptimiserTests
{
    private static readonly TrainingOptions Options = new() { Seed = 7, LearningRate = 1e-3, GradientNorm = null };

    [Fact]
    public void Parameters_of_P_and_of_features_for_P_alone_are_generative()
    {
        Assert.Equal(["p_x"], Generative<TinyBalance>());
        Assert.Equal(["p_x"], Generative<TinyConvolutional>());
        Assert.Equal(["f_decoded", "f_inner", "p_x", "p_z"], Generative<TinyFeatures>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Inference_is_updated_so_often_and_the_generative_model_once(int updates)
    {
        using var scope = NewDisposeScope();
        using var state = Trainer.Start<TinyBalance>(Options with { InferenceUpdates = updates });
        Trainer.Step(state, Images(), Options with { InferenceUpdates = updates });
        Assert.All(state.Optimisers.Generative.Steps.ToArray(), steps => Assert.Equal(1, steps));
        Assert.All(state.Optimisers.Inference.Steps.ToArray(), steps => Assert.Equal(updates, steps));
    }

    [Fact]
    public void The_generative_model_moves_by_the_gradient_after_the_last_update_of_inference()
    {
        using var scope = NewDisposeScope();
        using var repeatable = new OneThread();
        var options = Options with { InferenceUpdates = 2 };
        using var state = Trainer.Start<TinyBalance>(options);
        using var slow = Trainer.Start<TinyBalance>(options);
        var images = Images();
        Trainer.Step(state, images, options);

        // The same by hand: a step in which only inference moves, then one that moves both.
        Trainer.Step(slow, images, Options with { LearningRate = double.Epsilon, InferenceLearningRate = Options.LearningRate });
        var generative = slow.Network.get_parameter("p_x.head.bias")!.detach().clone();
        Trainer.Step(slow, images, Options with { LearningRate = double.Epsilon, InferenceLearningRate = Options.LearningRate });
        Assert.True(generative.Equals(slow.Network.get_parameter("p_x.head.bias")!));
        foreach (var name in new[] { "q_z.head.weight", "q_z0.head.bias", "r_z0.head.bias" })
            Assert.True(state.Network.get_parameter(name)!.Equals(slow.Network.get_parameter(name)!), name);
        Assert.True(state.Network.get_parameter("p_x.head.bias")!.grad!.Equals(slow.Network.get_parameter("p_x.head.bias")!.grad!));
        Assert.False(generative.Equals(state.Network.get_parameter("p_x.head.bias")!));
    }

    [Fact]
    public void Each_part_has_its_learning_rate_and_both_follow_the_schedule()
    {
        using var scope = NewDisposeScope();
        var options = Options with { Epochs = 10, InferenceLearningRate = 4e-3, Schedule = new LearningRateSchedule.Step(2, 0.5) };
        using var start = Trainer.Start<TinyBalance>(options, stepsPerEpoch: 5);
        foreach (var (step, factor) in new[] { (0, 1.0), (9, 1.0), (10, 0.5), (25, 0.25) })
        {
            Trainer.Step(start with { Step = step }, Images(), options);
            Assert.Equal(1e-3 * factor, start.Optimisers.Generative.Rate);
            Assert.Equal(4e-3 * factor, start.Optimisers.Inference.Rate);
        }
    }

    [Fact]
    public void Adams_first_step_is_as_long_as_the_learning_rate_of_its_part()
    {
        using var scope = NewDisposeScope();
        var options = Options with { InferenceLearningRate = 4e-3 };
        using var state = Trainer.Start<TinyBalance>(options);
        var before = state.Network.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone());
        Trainer.Step(state, Images(), options);
        foreach (var (name, parameter) in state.Network.state_dict())
            Assert.Equal(name.StartsWith("p_", StringComparison.Ordinal) ? 1e-3 : 4e-3, (parameter - before[name]).abs().max().ToDouble(), 1e-5);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Amsgrad_is_for_both_or_for_none(bool amsGrad)
    {
        using var scope = NewDisposeScope();
        using var state = Trainer.Start<TinyBalance>(Options with { AmsGrad = amsGrad });
        Assert.Equal((amsGrad, amsGrad), (state.Optimisers.Generative.IsAmsGrad, state.Optimisers.Inference.IsAmsGrad));
    }

    /// <summary>The submodules whose parameters the generative optimiser has; the other one must have all the rest.</summary>
    private static string[] Generative<TModel>() where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var state = Trainer.Start<TModel>(Options);
        var names = state.Network.named_parameters().ToDictionary(entry => entry.parameter.Handle, entry => entry.name.Split('.')[0]);
        string[] Of(Adam optimiser) => [.. optimiser.Parameters.Select(parameter => names[parameter.Handle]).Distinct().Order()];
        Assert.Equal(names.Values.Distinct().Order(), Of(state.Optimisers.Generative).Concat(Of(state.Optimisers.Inference)).Order());
        Assert.Equal(names.Count, state.Optimisers.Generative.Parameters.Length + state.Optimisers.Inference.Parameters.Length);
        return Of(state.Optimisers.Generative);
    }

    private static Observation Images() => TinyData.Bars().Train.Take(20).Pixels.round();
}
