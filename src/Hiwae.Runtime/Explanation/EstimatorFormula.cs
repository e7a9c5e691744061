namespace Hiwae.Explanation;

/// <summary>The estimator of a declared model as mathematics (docs/method.md).</summary>
/// <param name="LogWeight">log w_j.</param>
/// <param name="Share">π_j.</param>
/// <param name="Bound">L_K, and what it is below.</param>
/// <param name="Evidence">The quantity that ŵ estimates, such as <c>p(x | y)</c>, or <c>∫ p̃(z) dz</c> where there is a target.</param>
public sealed record EstimatorFormula(string LogWeight, string Share, string Bound, string Evidence)
{
    /// <summary>The estimator of a model.</summary>
    public static EstimatorFormula Of(ModelDescription model)
    {
        var evidence = EvidenceOf(model);
        return new(
            LogWeightOf(model),
            ShareOf(model),
            model.Samples == 1 ? $"E log w_1 ≤ log {evidence}" : $"E log Σ_j π_j w_j ≤ log {evidence}",
            evidence);
    }

    /// <summary>The product of what tells proposals apart, at sample j.</summary>
    internal static string Compared(ModelDescription model, string proposal) => string.Join(' ', model.Factors
        .Where(f => f is { Kind: FactorKind.Q, Distinct: true })
        .Select(f => Formula.AtSample(model, f, proposal)));

    private static string LogWeightOf(ModelDescription model)
    {
        IEnumerable<string> Logs(FactorKind kind) =>
            model.Factors.Where(f => f.Kind == kind).Select(f => "log " + Formula.AtSample(model, f));
        return string.Join(" + ", Logs(FactorKind.P).Concat(Logs(FactorKind.R)))
            + string.Concat(Logs(FactorKind.Q).Select(log => " − " + log));
    }

    private static string ShareOf(ModelDescription model) => model.Samples == 1 ? "1" : model.Weights switch
    {
        Weights.Uniform => FormattableString.Invariant($"1/{model.Samples}"),
        Weights.Learned => "exp(a_j) / Σ_i exp(a_i)",
        Weights.Balance => $"{Compared(model, "j")} / Σ_i {Compared(model, "i")}",
        Weights.Power => FormattableString.Invariant(
            $"({Compared(model, "j")})^β / Σ_i ({Compared(model, "i")})^β, β = {model.Beta}"),
        Weights.Maximum => $"1 if {Compared(model, "j")} = max_i {Compared(model, "i")}, else 0",
        _ => throw new System.Diagnostics.UnreachableException($"Weights {model.Weights}."),
    };

    /// <summary>The integral of p where it need not be normalised.</summary>
    private static string Normaliser(ModelDescription model) =>
        Formula.Integral(Formula.Of(model, FactorKind.P), [.. model.Variables.Where(v => v.Role == Role.Latent)]);

    /// <summary>The density of what is observed given what generation is conditioned on, be it through features.</summary>
    private static string EvidenceOf(ModelDescription model)
    {
        if (model.HasTarget)
            return Normaliser(model);
        var needed = VariableOrder.Ancestors(model, FactorKind.P);
        var given = string.Join(", ", model.Given.Where(v => needed.Contains(v.Name)).Select(v => Formula.Symbol(v.Name)));
        return $"p({string.Join(", ", model.Observed.Select(Formula.Subject))}{(given.Length == 0 ? "" : " | ")}{given})";
    }
}
