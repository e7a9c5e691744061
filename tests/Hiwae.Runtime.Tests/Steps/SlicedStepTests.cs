using Hiwae.Compilation;
using Hiwae.Tests;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>A compiled step in slices of the proposals gives what it gives with all of them together, from the same random numbers.</summary>
public sealed class SlicedStepTests
{
    /// <summary>One datum has its slices shared by threads; nine have each its own thread.</summary>
    [Theory]
    [InlineData(9, 1)]
    [InlineData(9, 5)]
    [InlineData(1, 3)]
    public void Slices_have_the_values_and_gradients_of_the_whole(int data, int slice)
    {
        var models = new Sliced(data, slice);
        foreach (var model in DeclaredModels.All.Where(model => !model.Description.HasFixedSamples))
            model.Accept(models);
        Assert.True(models.Count > 10, $"{models.Count}");
    }

    private sealed record Sliced(int Data, int Slice) : IModelVisitor<bool>
    {
        private const int Samples = 13;

        public int Count { get; private set; }

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            var threads = get_num_threads();
            set_num_threads(3);
            using var network = TModel.CreateNetwork(Noise.FromSeed(5), Samples);
            network.train();
            using (no_grad())
            {
                var noise = Noise.FromSeed(4);
                foreach (var parameter in network.parameters())
                    parameter.add_(noise.Normal(parameter.shape) * 0.2);
            }

            var data = RandomData.Of(TModel.Description, Data, Noise.FromSeed(6));
            foreach (var gradient in PathAgreement.Estimators(TModel.Description))
            {
                var program = network.Record(isTraining: true, gradient);
                if (program.Refusal is not null)
                    return false;
                using var step = new CompiledProgram(program);
                foreach (var (temperature, alpha) in PathAgreement.Objectives(TModel.Description))
                {
                    var (whole, gradients) = Step(network, step, data, temperature, alpha, null);
                    var (sliced, found) = Step(network, step, data, temperature, alpha, Slice);
                    var example = $"{TModel.Description.Name}, {gradient}, temperature {temperature}, α = {alpha}";
                    Agreement.Close(whole, sliced, "log ŵ", example);
                    foreach (var (name, gradientOfWhole) in gradients)
                        Agreement.Close(gradientOfWhole, found[name], name, example);
                }

                var together = tensor(step.Estimates(data, 2, Samples, Noise.FromSeed(7)));
                Agreement.Close(together, tensor(step.Estimates(data, 2, Samples, Noise.FromSeed(7), Slice, null)), "log ŵ of two groups", TModel.Description.Name);
            }

            set_num_threads(threads);
            Count++;
            return true;
        }

        private static (Tensor Estimates, Dictionary<string, Tensor> Gradients) Step<TModel>(
            ModelNetwork<TModel> network, CompiledProgram step, Observation data, double temperature, double alpha, int? slice) where TModel : class, IModel<TModel>
        {
            network.zero_grad();
            PathAgreement.Spoil(step.Program);
            var estimates = tensor(step.WriteGradients(data, Samples, Noise.FromSeed(7), -1.0 / data.Batch, temperature, slice, null, alpha));
            return (estimates, network.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad?.clone() ?? zeros_like(p.parameter)));
        }
    }
}
