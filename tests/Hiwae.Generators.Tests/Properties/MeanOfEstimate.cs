using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>
/// The law that needs no closed form: the mean of ŵ is p(x), so that no proposal, no reverse factor and no learned weight can change
/// it, whatever the declaration.
/// </summary>
internal static class MeanOfEstimate
{
    private const int Draws = 4000;

    /// <summary>
    /// The distance in standard errors between the means of ŵ for one datum under two random sets of proposals, reverse factors and weights; null
    /// where a few draws have so much of the sum that standard errors say nothing.
    /// </summary>
    /// <param name="declared">What was declared.</param>
    /// <param name="defective">Whether log r is counted twice.</param>
    public static double? Distance<TModel>(RandomModel declared, bool defective) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var noise = Noise.FromSeed(7, dtype: ScalarType.Float64);
        using var network = TModel.CreateNetwork(noise);
        network.eval();
        foreach (var parameter in network.parameters())
            parameter.mul_(0.5);
        var data = new RandomData(noise, declared).Observation(TModel.Description, 1).Repeat(Draws);
        var (first, second) = (LogEstimates(), LogEstimates());
        var largest = Math.Max(first.max().ToDouble(), second.max().ToDouble());
        var ((mean, error, share), (otherMean, otherError, otherShare)) = (Moments(first - largest), Moments(second - largest));
        return Math.Max(share, otherShare) < 0.02
            ? Math.Abs(mean - otherMean) / Math.Sqrt((error * error) + (otherError * otherError))
            : null;

        Tensor LogEstimates()
        {
            foreach (var (name, parameter) in network.named_parameters())
            {
                if (name.StartsWith("q_", StringComparison.Ordinal) || name.StartsWith("r_", StringComparison.Ordinal) || name.StartsWith("pi.", StringComparison.Ordinal))
                    parameter.copy_(noise.Normal(parameter.shape) * 0.2);
            }

            var proposal = network.Propose(data, declared.Samples, noise);
            var terms = proposal.LogTerms();
            if (defective)
                terms = proposal.Factors.Where(factor => factor.Kind == FactorKind.R).Aggregate(terms, (sum, factor) => sum + factor.LogDensity);
            return terms.logsumexp(-1);
        }
    }

    private static (double Mean, double Error, double LargestShare) Moments(Tensor logValues)
    {
        var values = logValues.exp();
        return (values.mean().ToDouble(), values.std().ToDouble() / Math.Sqrt(values.numel()), (values.max() / values.sum()).ToDouble());
    }
}
