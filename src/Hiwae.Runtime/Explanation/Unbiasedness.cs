namespace Hiwae.Explanation;

/// <summary>Why the estimate ŵ of a declared model has the mean p(x) (docs/method.md), and what that does not say.</summary>
/// <param name="Steps">The argument.</param>
/// <param name="NotClaimed">Claims that do not follow.</param>
public sealed record Unbiasedness(ImmutableArray<ArgumentStep> Steps, ImmutableArray<string> NotClaimed)
{
    /// <summary>The argument for a model, of its own factors and weights.</summary>
    public static Unbiasedness Of(ModelDescription model) =>
        new([.. new UnbiasednessSteps(model).All()], [.. Limits.Of(model)]);
}

/// <summary>A step of an argument.</summary>
/// <param name="Words">The step, and its justification.</param>
/// <param name="Formulas">The result, line by line.</param>
public sealed record ArgumentStep(string Words, ImmutableArray<string> Formulas);

/// <summary>The steps of the argument that ŵ is unbiased, for one model.</summary>
internal sealed class UnbiasednessSteps(ModelDescription model)
{
    private readonly ImmutableArray<VariableDescription> auxiliaries = VariableOrder.Of(model, FactorKind.R);
    private readonly ImmutableArray<VariableDescription> latents = [.. model.Variables.Where(v => v is { Role: Role.Latent, IsEnumerated: false })];
    private readonly ImmutableArray<VariableDescription> enumerated = [.. model.Variables.Where(v => v.IsEnumerated)];
    private readonly string evidence = EstimatorFormula.Of(model).Evidence;

    private int K => model.Samples;

    private string Auxiliaries => Names(auxiliaries);

    private string Joint => (enumerated.IsEmpty ? "" : $"Σ_{string.Join(",", enumerated.Select(v => Formula.Symbol(v.Name)))} ") + Formula.Of(model, FactorKind.P);

    private string Reverse => Formula.Of(model, FactorKind.R);

    private string Everything => (Joint + " " + Reverse).TrimEnd();

    /// <summary>From the draws to the bound.</summary>
    public IEnumerable<ArgumentStep> All() => model.IsFiltering && K > 1 ? Filtered() :
    [
        Draws(),
        .. Sums(),
        Cancellation(),
        .. DependsOnThePoint ? AtEveryPoint() : Constant(),
        new(
            "The logarithm is concave, so that its mean is never above the logarithm of the mean:",
            [FormattableString.Invariant($"L_{K} = E log ŵ ≤ log E ŵ = log {evidence}")]),
        .. Powers(),
    ];

    /// <summary>Samples that are drawn anew after every step: backwards, step by step.</summary>
    private IEnumerable<ArgumentStep> Filtered() =>
    [
        Draws(),
        new(
            $"w_j,t divides by just the density of the draws of step t, so that given the samples of the step before its mean is the density of what follows from them: what the last step adds, averaged over its draws, is p(x_T | the past of the sample).",
            [FormattableString.Invariant($"ŵ = Π_t 1/{K} Σ_j w_j,t")]),
        new(
            "After a step sample j is drawn from the samples i in proportion to w_i,t, so that its mean over which was drawn, times the mean weight of the step, is the mean of w_i,t times whatever follows from i, as if every sample had gone on by itself with its weight. Step by step from the last to the first, nothing of which were drawn is left (Del Moral 1996):",
            [
                FormattableString.Invariant($"E[1/{K} Σ_i w_i,t · 1/{K} Σ_j f(sample drawn for j)] = E[1/{K} Σ_i w_i,t f(i)]"),
                FormattableString.Invariant($"E ŵ = E Π_t 1/{K} Σ_j w_j,t = {evidence}"),
            ]),
        new(
            "The logarithm is concave, so that its mean is never above the logarithm of the mean:",
            [FormattableString.Invariant($"L_{K} = E log ŵ ≤ log E ŵ = log {evidence}")]),
    ];

    /// <summary>The bound of an α above 0 is below the one of ŵ for each realisation.</summary>
    private IEnumerable<ArgumentStep> Powers()
    {
        if (model.Alpha == 0 || K == 1)
            yield break;
        var (terms, weights) = model.Weights == Weights.Balance
            ? (FormattableString.Invariant($"{K} π_j w_j"), "equal ones")
            : ("w_j", "π_j");
        yield return new(
            $"Training follows another mean of the same weights. The mean of order 1 − α of the numbers {terms}, with the weights {weights}, is at most that of order 1, which is ŵ, for every draw (Jensen). So it is a lower bound too, and as α grows towards 1 it falls to the mean of the logarithms, the evidence lower bound:",
            [FormattableString.Invariant($"{Formula.BoundName(model)} = {Formula.Objective(model)} ≤ E log ŵ = L_{K},  α = {model.Alpha}")]);
    }

    private bool DependsOnThePoint => K > 1 && model.Weights switch
    {
        Weights.Uniform or Weights.Learned => false,
        Weights.Balance or Weights.Power or Weights.Maximum => true,
        _ => throw new System.Diagnostics.UnreachableException($"Weights {model.Weights}."),
    };

    private ArgumentStep Draws()
    {
        var given = model.Given.Where(v => !model.IsMask(v)).ToArray();
        var condition = given.Length == 0 ? "" : $"Everything is conditional on {Names(given)}, which {Are(given)} given. ";
        var order = VariableOrder.Of(model, FactorKind.Q);
        string Draw(VariableDescription variable) =>
            $"{Formula.Symbol(variable.Name)}{(variable.InPlate, variable.Steps > 0) switch { (true, true) => "_j,t", (true, false) => "_j", (false, true) => "_t", _ => "" }} ~ "
            + Formula.AtSample(model, variable.Factors.First(f => f.Kind == FactorKind.Q));
        var (shared, perSample) = (order.Where(v => !v.InPlate).ToArray(), order.Where(v => v.InPlate).ToArray());
        var words = (shared.Length, perSample.Length, K) switch
        {
            (0, 0, _) => "Nothing is drawn.",
            (0, _, 1) or (_, 0, _) => "What is drawn:",
            (0, _, _) => "What is drawn, for each sample by itself:",
            (_, _, 1) => $"What is drawn, {Names(shared)} first:",
            _ => $"What is drawn, {Names(shared)} once and then each sample by itself:",
        };
        return new(condition + words, [.. Formula.Features(model), .. Lines(shared, ""), .. Lines(perSample, K > 1 ? FormattableString.Invariant($",  j = 1 … {K}") + Turns : "")]);

        string[] Lines(VariableDescription[] variables, string range) =>
            variables.Length == 0 ? [] : [string.Join(",  ", variables.Select(Draw)) + range];
    }

    private string Turns => model.Heads < K && model.HasDistinctHeads ? FormattableString.Invariant($", head j mod {model.Heads}") : "";

    private IEnumerable<ArgumentStep> Sums()
    {
        if (enumerated.IsEmpty)
            yield break;
        yield return new(
            FormattableString.Invariant($"{Names(enumerated)} {Are(enumerated)} not drawn: the weight of a sample is a sum over all {model.States} states, exact, so that no draw of {Names(enumerated)} adds to its variance:"),
            [$"log w_{(K == 1 ? "1" : "j")} = {EstimatorFormula.Of(model).LogWeight}"]);
    }

    private ArgumentStep Cancellation() => new(
        $"w_{(K == 1 ? "1" : "j")} divides by just the density of these draws, which is positive wherever {(auxiliaries.IsEmpty ? "p is" : "p and r are")}: "
        + "the densities of a variable have one support, or the model does not compile. "
        + (K == 1
            ? "In the mean of w_1 it cancels, and what is left is"
            : "In the mean of π_j w_j it cancels, the draws of the other samples integrate to one, and what is left is"),
        [K == 1 ? $"E w_1 = {Integral(Everything)}" : $"E[π_j w_j] = {Integral("π_j " + Everything)}"]);

    /// <summary>Weights that are numbers: each term by itself.</summary>
    private IEnumerable<ArgumentStep> Constant()
    {
        var number = (K, model.Weights) switch
        {
            (1, _) => "",
            (_, Weights.Learned) => "π_j is a number, the same for every datum and every draw, and is taken out of the integral. ",
            _ => FormattableString.Invariant($"π_j = 1/{K} is a number and is taken out of the integral. "),
        };
        yield return auxiliaries.IsEmpty
            ? new(number + "There is no auxiliary variable: this is plain importance sampling, and nothing has to be integrated out but what p integrates over anyway:", [Conclusion()])
            : new(
                number + $"The integral over {Auxiliaries} can be done first" + (K > 1 ? ", for each j by itself" : "") + ". It is one, "
                + Whatever + ", because r is a normalised density"
                + (HasDistinctReverse
                    ? "; each integral holds the r_j of its own proposal alone, so that they may differ:"
                    : ":"),
                [.. ReverseIntegrals(), Conclusion()]);
    }

    private string Conclusion() => K == 1
        ? $"E ŵ = E w_1 = {LatentResult()}"
        : $"E ŵ = Σ_j π_j {LatentIntegral()} = {(model.HasTarget ? "" : $"Σ_j π_j {evidence} = ")}{evidence}";

    /// <summary>Weights that depend on what is drawn and sum to one at every point: the sum over proposals first.</summary>
    private IEnumerable<ArgumentStep> AtEveryPoint()
    {
        var point = Names([.. auxiliaries, .. latents]);
        yield return new(
            $"π_j depends on the point ({point}), so that no term can be integrated by itself. But at every point the weights of the {K.ToString(System.Globalization.CultureInfo.InvariantCulture)} proposals sum to one:",
            [SumOfShares()]);
        var total = Integral($"(Σ_j π_j) {Everything}");
        yield return auxiliaries.IsEmpty
            ? new(
                "The generative factors do not depend on j and stand outside the sum over j, which is taken first and vanishes. There is no auxiliary variable, and this is p itself:",
                [$"E ŵ = {total} = {LatentResult()}"])
            : new(
                $"All proposals share the same r. So {Everything} does not depend on j and stands outside the sum over j, which is taken first and vanishes. With an r of its own for each proposal nothing could be put outside, and ŵ would be biased; that does not compile.",
                [$"E ŵ = {total} = {Integral(Everything)}"]);
        if (!auxiliaries.IsEmpty)
            yield return new(
                $"Now the integral over {Auxiliaries} is one, {Whatever}, because r is a normalised density:",
                [.. ReverseIntegrals(), $"E ŵ = {LatentResult()}"]);
    }

    private string SumOfShares()
    {
        string Compared(string proposal) => string.Join(' ', model.Factors
            .Where(f => f is { Kind: FactorKind.Q, Distinct: true })
            .Select(f => Formula.Of(model, f, proposal)));
        return model.Weights switch
        {
            Weights.Balance => $"Σ_j π_j = Σ_j {Compared("j")} / Σ_i {Compared("i")} = 1",
            Weights.Power => FormattableString.Invariant($"Σ_j π_j = Σ_j ({Compared("j")})^β / Σ_i ({Compared("i")})^β = 1, β = {model.Beta}"),
            Weights.Maximum => $"Σ_j π_j = 1: the proposal for which {Compared("j")} is highest has all, and equals share",
            _ => throw new System.Diagnostics.UnreachableException($"Weights {model.Weights} do not depend on the point."),
        };
    }

    private bool HasDistinctReverse => model.Factors.Any(f => f is { Kind: FactorKind.R, Distinct: true });

    /// <summary>One line for each reverse factor, that of a variable that no other is conditioned on first.</summary>
    private IEnumerable<string> ReverseIntegrals() => auxiliaries.Reverse().Select(variable =>
        $"∫ {Formula.Of(model, variable.Factors.First(f => f.Kind == FactorKind.R))} d{Formula.Symbol(variable.Name)} = 1");

    private string LatentIntegral() => Formula.Integral(Joint, latents);

    /// <summary>The integral over the latent variables, and what it is of data; with a target it is itself what is estimated.</summary>
    private string LatentResult() => model.HasTarget ? LatentIntegral() : $"{LatentIntegral()} = {evidence}";

    /// <summary>The conditions of an auxiliary's reverse factor.</summary>
    private string Whatever => model.Data.Any() ? $"whatever {Names(latents)} and the data are" : $"whatever {Names(latents)} {Are(latents)}";

    private string Integral(string body) => Formula.Integral(body, [.. auxiliaries, .. latents]);

    private static string Names(IEnumerable<VariableDescription> variables) => string.Join(", ", variables.Select(v => Formula.Symbol(v.Name)));

    private static string Are(IReadOnlyCollection<VariableDescription> variables) => variables.Count == 1 ? "is" : "are";
}
