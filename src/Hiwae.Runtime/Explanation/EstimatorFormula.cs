using Hiwae.Notation;

namespace Hiwae.Explanation;

/// <summary>The estimator of a declared model as mathematics (docs/method.md).</summary>
/// <param name="LogWeight">log w_j.</param>
/// <param name="Share">π_j.</param>
/// <param name="Bound">L_K, and what it is below.</param>
/// <param name="Evidence">The quantity that ŵ estimates, such as <c>p(x | y)</c>, or <c>∫ p̃(z) dz</c> where there is a target.</param>
public sealed record EstimatorFormula(string LogWeight, string Share, string Bound, string Evidence)
{
    /// <summary>The symbol of the bound that is trained, such as <c>L_5</c>; <c>L_5^α</c> where an α counts.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Which head a sample comes from, where there are fewer heads than samples; null where each sample has its own.</summary>
    public string? Turns { get; init; }

    /// <summary>What training puts in the place of log(π_j w_j) where the KL weight is not 1; null where it is.</summary>
    public string? Trained { get; init; }

    /// <summary>The estimator of a model.</summary>
    public static EstimatorFormula Of(ModelDescription model)
    {
        var estimator = new EstimatorTerms(Formula.Terms(model));
        return new(estimator.LogWeight(), estimator.Share(), estimator.Bound(), estimator.Evidence()) { Symbol = estimator.BoundName(), Turns = estimator.Turns(), Trained = estimator.Trained() };
    }

    /// <summary>The product of what tells proposals apart, at sample j.</summary>
    internal static string Compared(ModelDescription model, string proposal) => new EstimatorTerms(Formula.Terms(model)).Compared(proposal);
}
