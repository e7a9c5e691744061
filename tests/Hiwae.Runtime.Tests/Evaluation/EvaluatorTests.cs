using Hiwae.Evaluation;
using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private const int Images = 5;

    [Fact]
    public void Many_samples_approach_the_log_marginal() => new Visits(Check.Converges).All();

    [Fact]
    public void The_size_of_blocks_does_not_matter() => new Visits(Check.BlockSize).All();

    [Fact]
    public void Samples_are_rounded_up_to_whole_groups()
    {
        using var scope = NewDisposeScope();
        using var grouped = RandomParameters.Network<LinearBalance>(Noise.FromSeed(1));
        using var free = RandomParameters.Network<LinearIwae>(Noise.FromSeed(1));
        Assert.Equal(1002, Evaluator.WholeGroups(grouped, 1000));
        Assert.Equal(1000, Evaluator.WholeGroups(free, 1000));
    }

    [Fact]
    public void Standard_error_is_that_of_the_mean()
    {
        var likelihood = LogLikelihood.From([-1.0, -2.0, -3.0, -4.0], samples: 7);
        Assert.Equal(-2.5, likelihood.Mean, 12);
        Assert.Equal(Math.Sqrt(5.0 / 3 / 4), likelihood.StandardError, 12);
        Assert.Equal((4, 7), (likelihood.Images, likelihood.Samples));
    }

    [Fact]
    public void The_standard_error_of_one_image_is_unknown()
    {
        var likelihood = LogLikelihood.From([-3.5], samples: 7);
        Assert.Equal(-3.5, likelihood.Mean);
        Assert.True(double.IsNaN(likelihood.StandardError));
    }

    private enum Check
    {
        Converges,
        BlockSize,
    }

    private sealed class Visits(Check check) : IModelVisitor<bool>
    {
        public void All()
        {
            foreach (var model in DeclaredModels.All.Where(m => m.Description.Name.StartsWith("linear-", StringComparison.Ordinal)))
                model.Accept(this);
        }

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            var noise = Noise.FromSeed(11, dtype: ScalarType.Float64);
            using var network = RandomParameters.Network<TModel>(noise);
            Observation data = new(
            [
                .. TModel.Description.Data.Zip(RandomData.Of(TModel.Description, Images, noise).Values)
                    .Select(pair => TModel.Description.IsMask(pair.First) ? pair.Second : pair.Second * 0.3),
            ]);
            var options = new EvaluationOptions { Samples = 30_000, BlockSize = 20_000 };
            var estimates = Estimates(network, data, options);
            var others = check == Check.BlockSize ? Estimates(network, data, options with { BlockSize = 4000 }) : [];
            for (var i = 0; i < Images; i++)
            {
                // Both are within a few hundredths of a nat of the truth at this number of samples.
                var truth = check == Check.Converges ? ClosedForm.LogMarginal(network, data.At(i)) : others[i];
                Assert.True(Math.Abs(truth - estimates[i]) < 0.1, $"{TModel.Description.Name}: {truth} and {estimates[i]}");
            }

            return true;
        }

        private static double[] Estimates<TModel>(ModelNetwork<TModel> network, Observation data, EvaluationOptions options)
            where TModel : class, IModel<TModel> => [.. Evaluator.LogEstimates(network, data, options).SelectMany(block => block)];
    }
}
