using Hiwae.Compilation;
using Hiwae.Randomness;
using Hiwae.Tests;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>A batch in blocks of proposals, by operators on tensors, gives what it gives whole, from the same random numbers.</summary>
public sealed class BlockedBatchTests
{
    private static readonly StepDecision Portable = new(false, "that was asked for");

    [Fact]
    public void Blocks_have_the_values_and_gradients_of_the_whole()
    {
        var models = new Blocked();
        foreach (var model in DeclaredModels.All)
            model.Accept(models);
        Assert.True(models.InSamples > 10, $"{models.InSamples}");
        Assert.True(models.InData > models.InSamples + 10, $"{models.InData}");
    }

    [Fact]
    public void A_batch_that_is_normalised_moves_the_running_averages_once()
    {
        using var scope = NewDisposeScope();
        (Tensor[] Buffers, double Bound) After(StepBlocks? blocks)
        {
            using var network = NormalisedEncoder.CreateNetwork(Noise.FromSeed(1), 9);
            network.train();
            var data = RandomData.Of(NormalisedEncoder.Description, 6, Noise.FromSeed(2));
            var bound = Step(network, data, blocks, Gradient.Reparameterised, 1, 0);
            return ([.. network.buffers().Select(buffer => buffer.clone())], bound);
        }

        var (whole, blocked) = (After(null), After(new(6, 2)));
        Assert.Equal(whole.Bound, blocked.Bound, 1e-4);
        Assert.NotEmpty(whole.Buffers);
        Assert.All(whole.Buffers.Zip(blocked.Buffers), pair => Assert.True(pair.First.to_type(ScalarType.Float64).allclose(pair.Second.to_type(ScalarType.Float64), 1e-5, 1e-6)));
    }

    [Fact]
    public void Draws_of_windows_are_those_of_the_whole()
    {
        using var scope = NewDisposeScope();
        var whole = new CounterNoise(3);
        var (own, shared) = (whole.Normal(5, 7, 3), whole.Uniform(5, 1, 2));
        var window = new WindowNoise(new(3), 0, [new(true, true), new(true, false)], new(1, 3, 2, 4, 7));
        Assert.True(own.narrow(0, 1, 3).narrow(1, 2, 4).eq(window.Normal(3, 4, 3)).all().ToBoolean());
        Assert.True(shared.narrow(0, 1, 3).eq(window.Uniform(3, 1, 2)).all().ToBoolean());
    }

    [Fact]
    public void Gamma_draws_of_a_window_are_the_same_whenever_it_is_drawn()
    {
        using var scope = NewDisposeScope();
        Tensor Draw(long sample) => new WindowNoise(new(3), 5, [new(true, true)], new(0, 2, sample, 4, 8)).Gamma(full(2, 4, 3, 2.5));
        Assert.True(Draw(4).eq(Draw(4)).all().ToBoolean());
        Assert.False(Draw(4).eq(Draw(0)).all().ToBoolean());
    }

    private static double Step<TModel>(ModelNetwork<TModel> network, Observation data, StepBlocks? blocks, Gradient gradient, double temperature, double freeBits, double alpha = 0)
        where TModel : class, IModel<TModel> => blocks is { } some
            ? new BlockedBatch<TModel>(network, data, network.Samples, new(7), some, null).WriteGradients(gradient, temperature, freeBits, null, alpha)
            : network.WriteGradients(data, Noise.FromSeed(7), Portable, gradient, temperature, freeBits, alpha);

    private sealed class Blocked : IModelVisitor<bool>
    {
        public int InSamples { get; private set; }

        public int InData { get; private set; }

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            var model = TModel.Description;

            // Gamma draws of blocks are others.
            if (BlockLimits.OfData(model, isTraining: true) is not null || model.Factors.Any(factor => factor is { Kind: FactorKind.Q, Density: "Beta" }))
                return false;
            using var scope = NewDisposeScope();
            var isFixed = BlockLimits.OfSamples(model, isTraining: true) is not null;
            using var network = TModel.CreateNetwork(Noise.FromSeed(5), isFixed ? null : 9);
            network.train();
            using (no_grad())
            {
                var noise = Noise.FromSeed(4);
                foreach (var parameter in network.parameters())
                    parameter.add_(noise.Normal(parameter.shape) * 0.2);
            }

            var data = RandomData.Of(model, 5, Noise.FromSeed(6));
            StepBlocks[] some = isFixed ? [new(2, network.Samples)] : [new(2, 9), new(5, 2), new(1, 4)];
            foreach (var gradient in PathAgreement.Estimators(model))
            {
                (double, double, double)[] powers = model.IsFiltering || model.Weights is Weights.Power or Weights.Maximum ? [] : [(1, 0, 0.6), (0.3, 1000, 0.2)];
                foreach (var (temperature, freeBits, alpha) in ((double, double, double)[])[(1, 0, 0), (0.3, 0, 0), (1, 1000, 0), (0.5, 1000, 0), .. powers])
                {
                    var bound = Step(network, data, null, gradient, temperature, freeBits, alpha);
                    Tensor[] expected = [.. network.parameters().Select(p => p.grad?.clone() ?? zeros_like(p))];
                    foreach (var blocks in some)
                    {
                        var example = $"{model.Name}, {blocks}, {gradient}, temperature {temperature}, {freeBits} free nats, α = {alpha}";
                        Agreement.Close(tensor(bound), tensor(Step(network, data, blocks, gradient, temperature, freeBits, alpha)), "the bound", example);
                        foreach (var ((name, parameter), whole) in network.named_parameters().Zip(expected))
                            Agreement.Close(whole, parameter.grad ?? zeros_like(parameter), name, example);
                    }
                }
            }

            InData++;
            InSamples += isFixed ? 0 : 1;
            return true;
        }
    }
}

/// <summary>A batch normalised on its way to the proposals, and not behind them.</summary>
[Model(Samples = 4)]
public sealed partial record NormalisedEncoder(
    [Shape(6), P<Bernoulli>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Net = typeof(NormalisedLayers))] Tensor Z);

[Network(Activation = Activation.Tanh)]
[Dense(5), BatchNorm, Dense(4)]
public sealed partial record NormalisedLayers;
