using Hiwae.Compilation;
using Hiwae.Evaluation;
using Hiwae.Networks;
using Hiwae.Programs;
using Hiwae.Runtime.Tests.Laws;
using Hiwae.Tests;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Every declared model of this assembly, recorded and compiled.</summary>
public sealed class CompiledModelTests
{
    [Fact]
    public void Compiled_models_have_the_values_and_gradients_of_the_portable_path()
    {
        var models = new Compiled();
        foreach (var model in DeclaredModels.All)
            model.Accept(models);
        Assert.True(models.Count > 30, $"{models.Count}");
    }

    [Fact]
    public void Proposals_of_no_weight_may_be_left_out()
    {
        var models = new Compiled(Spread: 30);
        foreach (var model in DeclaredModels.All.Where(model => model.Description.Name.StartsWith("linear", StringComparison.Ordinal)))
            model.Accept(models);
        Assert.True(models.Count > 20, $"{models.Count}");
    }

    [Fact]
    public void A_network_takes_the_number_of_proposals_that_it_was_made_for()
    {
        var models = new Resized();
        foreach (var model in DeclaredModels.All.Where(model => model.Description.HasFixedSamples))
            model.Accept(models);
        Assert.True(models.Count > 5, $"{models.Count}");
    }

    [Fact]
    public void A_step_with_a_head_for_each_proposal_takes_as_many_proposals_as_it_has_heads()
    {
        var models = new Mistaken();
        foreach (var model in DeclaredModels.All)
            model.Accept(models);
        Assert.True(models.Count > 3, $"{models.Count}");
    }

    [Fact]
    public void A_network_is_evaluated_by_several_threads_at_a_time()
    {
        var models = new Shared();
        foreach (var model in DeclaredModels.All.Take(5))
            model.Accept(models);
    }

    /// <summary>Parameters that are not small, so that a mistake shows.</summary>
    private static ModelNetwork<TModel> Network<TModel>(Noise noise) where TModel : class, IModel<TModel>
    {
        var network = TModel.CreateNetwork(noise);
        using var constant = no_grad();
        foreach (var parameter in network.parameters())
            parameter.add_(noise.Normal(parameter.shape) * 0.2);
        return network;
    }

    /// <param name="Spread">What standard normal data are multiplied with: far out, few proposals have any weight.</param>
    private sealed record Compiled(double Spread = 1) : IModelVisitor<bool>
    {
        public int Count { get; private set; }

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            using var network = Network<TModel>(Noise.FromSeed(5));
            network.train();
            if (network.Record(isTraining: true).Refusal is not null)
                return false;
            var data = RandomData.Of(TModel.Description, 9, Noise.FromSeed(6));
            data = data with
            {
                Values = [.. data.Values.Zip(TModel.Description.Data, (value, variable) => TModel.Description.IsMask(variable) ? value : value * Spread)],
            };
            foreach (var gradient in PathAgreement.Estimators(TModel.Description).Where(gradient => !PathAgreement.IsRefused(network, gradient)))
            {
                foreach (var temperature in (double[])[1, 0.3, 0])
                {
                    var difference = PathAgreement.Difference(network, data, seed: 7, gradient, temperature, PathAgreement.Rounding.OfParts);
                    Assert.True(difference is null, $"{TModel.Description.Name}, {gradient}, temperature {temperature}: {difference}");
                }
            }

            Count++;
            return true;
        }
    }

    private sealed class Resized : IModelVisitor<bool>
    {
        public int Count { get; private set; }

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            var data = RandomData.Of(TModel.Description, 7, Noise.FromSeed(6));
            foreach (var samples in (int[])[1, TModel.Description.Samples + 4])
            {
                using var network = TModel.CreateNetwork(Noise.FromSeed(5), samples);
                network.eval();
                var recording = network.Record(isTraining: false);
                if (recording.Refusal is not null)
                    return false;
                using var step = new CompiledProgram(recording);
                using (no_grad())
                {
                    var expected = network.LogEstimate(data.Repeat(3), samples, Noise.FromSeed(7));
                    Agreement.Close(expected, tensor(step.Estimates(data, 3, samples, Noise.FromSeed(7))), "log ŵ", TModel.Description.Name);
                }

                if (network.Record(isTraining: true).Refusal is null)
                    Assert.Null(PathAgreement.Difference<TModel>(data, seed: 8, samples));
            }

            Count++;
            return true;
        }
    }

    private sealed class Mistaken : IModelVisitor<bool>
    {
        public int Count { get; private set; }

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            using var network = Network<TModel>(Noise.FromSeed(5));
            var recording = network.Record(isTraining: false);
            if (recording.Refusal is not null || recording.Operations.All(operation => operation is not (Operation.SelectHead or Operation.HeadLinear)))
                return false;
            using var step = new CompiledProgram(recording);
            var data = RandomData.Of(TModel.Description, 2, Noise.FromSeed(6));
            var error = Assert.ThrowsAny<Exception>(() => step.Estimates(data, 1, network.Samples + 1, Noise.FromSeed(7)));
            Assert.Contains($"made for {network.Samples} proposals", error.Message);
            Count++;
            return true;
        }
    }

    private sealed class Shared : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            using var network = Network<TModel>(Noise.FromSeed(5));
            var data = RandomData.Of(TModel.Description, 9, Noise.FromSeed(6));
            double[] Bounds(int seed) => [.. Enumerable.Range(seed, 20).Select(s => Evaluator.Bound(network, data, s))];
            var (first, second) = (Bounds(0), Bounds(50));
            double[][] found = [[], []];
            Parallel.For(0, 2, i => found[i] = Bounds(50 * i));
            Assert.Equal(first, found[0]);
            Assert.Equal(second, found[1]);
            return true;
        }
    }
}
