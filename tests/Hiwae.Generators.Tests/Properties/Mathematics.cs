using Hiwae.Explanation;
namespace Hiwae.Generators.Tests.Properties;

/// <summary>What the runtime makes of a description as mathematics: the comment above the emitted code must begin its lines so.</summary>
internal static class Mathematics
{
    public static IEnumerable<string> Of(ModelDescription model)
    {
        foreach (var feature in Formula.Features(model))
            yield return feature;
        foreach (var kind in Enum.GetValues<FactorKind>())
        {
            var factors = model.Factors.Where(factor => factor.Kind == kind).ToArray();
            var mixtures = factors
                .SelectMany(factor => new[] { Formula.Flow(model, factor), Formula.Mixture(model, factor) is { } text ? text[..text.LastIndexOf(", c = 1", StringComparison.Ordinal)] : null })
                .OfType<string>()
                .Select(text => ",  " + text);
            yield return Formula.Of(model, kind) + string.Concat(mixtures);
        }

        var estimator = EstimatorFormula.Of(model);
        yield return $"log w_j = {estimator.LogWeight}\n";
        if (model.Samples > 1)
            yield return $"π_j     = {estimator.Share}\n";
        if (estimator.Turns is { } turns)
            yield return $"j       : {turns}\n";
        yield return $"{estimator.Symbol,-7} = {estimator.Bound}\n";
        if (estimator.Trained is { } trained)
            yield return $"trained : with log(π_j w_j) as {trained}\n";
    }
}
