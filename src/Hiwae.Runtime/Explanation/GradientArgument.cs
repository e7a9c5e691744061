using System.Diagnostics;

namespace Hiwae.Explanation;

/// <summary>Which estimator of the bound's gradient trains a declared model, and whether its mean is that gradient (docs/method.md).</summary>
/// <param name="Estimator">The estimator.</param>
/// <param name="IsUnbiased">Whether its mean is the gradient of L_K, at every parameter.</param>
/// <param name="Steps">The derivation of the mean.</param>
public sealed record GradientArgument(Gradient Estimator, bool IsUnbiased, ImmutableArray<ArgumentStep> Steps)
{
    /// <summary>The argument for a model as it is declared.</summary>
    public static GradientArgument Of(ModelDescription model) => Of(model, model.Gradient, model.Samples);

    /// <summary>The argument for a model that is trained by another estimator, or with another number of samples.</summary>
    /// <param name="model">The model.</param>
    /// <param name="gradient">The estimator.</param>
    /// <param name="samples">K.</param>
    /// <exception cref="ArgumentException">The estimator is not valid for the model's weights, or K is not positive.</exception>
    public static GradientArgument Of(ModelDescription model, Gradient gradient, int samples)
    {
        model.CheckGradient(gradient);
        model.CheckSamples(samples);
        var steps = new GradientSteps(model with { Samples = samples });
        return gradient switch
        {
            _ when model.IsFiltering && samples > 1 => new(gradient, false, [.. steps.Filtering()]),
            Gradient.Reparameterised => new(gradient, samples == 1 || model.Weights != Weights.Maximum, [.. steps.Reparameterised()]),
            Gradient.StickingTheLanding => new(gradient, samples == 1, [.. steps.Flows(), .. steps.StickingTheLanding()]),
            Gradient.DoublyReparameterised => new(gradient, true, [.. steps.Flows(), .. steps.DoublyReparameterised()]),
            _ => throw new UnreachableException($"Gradient {gradient}."),
        };
    }
}

/// <summary>The steps of the argument about each estimator of the gradient, for one model.</summary>
internal sealed class GradientSteps(ModelDescription model)
{
    private readonly ImmutableArray<VariableDescription> drawn = VariableOrder.Of(model, FactorKind.Q);

    private bool IsSingle => model.Samples == 1;

    private string Bound => Formula.BoundName(model);

    private bool HasPowers => model.Alpha > 0 && !IsSingle;

    /// <summary>What is differentiated, of one realisation.</summary>
    private string Objective => HasPowers ? "log ŵ_α" : "log ŵ";

    private string Ratio => !HasPowers ? "ω_j = π_j w_j / Σ_i π_i w_i"
        : model.Weights == Weights.Balance ? "ω_j = (π_j w_j)^(1−α) / Σ_i (π_i w_i)^(1−α)"
        : "ω_j = π_j w_j^(1−α) / Σ_i π_i w_i^(1−α)";

    /// <summary>The gradient of the logarithm of a term, with what the power leaves out of a learned weight.</summary>
    private string TermGradient => HasPowers && model.Weights == Weights.Learned ? "∇ (log w_j + (1−α)⁻¹ log π_j)" : "∇ log (π_j w_j)";

    private string Proposals => string.Join(", ", drawn.Select(v => Formula.Of(model, v.Factors.First(f => f.Kind == FactorKind.Q))));

    private string Scores => string.Concat(drawn.Select(v => " − ∇ log " + Formula.Of(model, v.Factors.First(f => f.Kind == FactorKind.Q))));

    /// <summary>Samples that are drawn anew after every step.</summary>
    public IEnumerable<ArgumentStep> Filtering()
    {
        yield return new(
            $"A draw is a function of noise and of the parameters of {Proposals}, through which log ŵ is differentiated as it stands, from each sample back to the one that it was drawn anew from:",
            ["∇ log ŵ = Σ_t Σ_j ω_j,t ∇ log w_j,t,  ω_j,t = w_j,t / Σ_i w_i,t"]);
        yield return new(
            $"Which sample goes on depends on the weights, and jumps as the parameters change. That part of the gradient of {Bound} has a large variance and is left out (Maddison et al. 2017), so that the estimate is biased for it.", []);
    }

    /// <summary>Whether a proposal in the plate depends on another draw in it.</summary>
    public static bool HasChain(ModelDescription model)
    {
        HashSet<string> plate = [.. model.Variables.Where(v => v is { InPlate: true, IsEnumerated: false, Role: Role.Latent or Role.Auxiliary }).Select(v => v.Name)];
        return model.Factors.Any(f => f is { Kind: FactorKind.Q, IsExact: false } && VariableOrder.Seen(model, f).Any(plate.Contains));
    }

    /// <summary>What counts as a draw where proposals go through flows; nothing where none does.</summary>
    public IEnumerable<ArgumentStep> Flows()
    {
        var flowing = drawn.Where(v => v.Factors.Any(f => f is { Kind: FactorKind.Q, Flow: not null })).ToArray();
        if (flowing.Length > 0)
            yield return new(
                $"A draw of {Names(flowing)} in what follows is u before the flow, and q its density there: the determinant, and the flow itself, are parts of what is evaluated, as p is. The parameters of the flow have their ordinary gradient.", []);
    }

    /// <summary>Ordinary differentiation.</summary>
    public IEnumerable<ArgumentStep> Reparameterised()
    {
        yield return new(
            $"{Plural(drawn, "A draw is a function", "Draws are functions")} of noise and of the parameters of {Proposals}, through which {Objective} is differentiated as it stands:",
            [.. Definition(), Ordinary()]);
        yield return model is { Weights: Weights.Maximum, Samples: > 1 }
            ? new($"Its mean is not the gradient of {Bound}: the weights jump where two proposals are equally dense, which differentiation does not see.", [])
            : new($"The noise does not depend on the parameters, so that mean and gradient may be exchanged. The estimate is unbiased for the gradient of {Bound}:", [$"E ∇ {Objective} = ∇ E {Objective} = ∇{Bound}"]);
    }

    /// <summary>Without the scores of q.</summary>
    public IEnumerable<ArgumentStep> StickingTheLanding()
    {
        yield return new($"As by ordinary differentiation, but the parameters of {Proposals} are constants inside log q. What is left out are the scores:", [.. Definition(), Ordinary(), "left out: " + Score()]);
        yield return IsSingle
            ? new($"With one sample a score has mean zero, because q integrates to one whatever its parameters are. The estimate is unbiased for the gradient of {Bound}.", [])
            : new(
                $"With one sample the scores would have mean zero. With {Text(model.Samples)}, ω_j goes with the draw that its score is taken at, and "
                + (Compares ? "the weights π_j depend on the parameters of q too, so that" : "so")
                + $" the estimate is biased for the gradient of {Bound}, in general. The bias vanishes as the weights become constant, where the proposals are exact{(HasPowers ? ", and as α grows towards 1" : "")}.",
                []);
    }

    /// <summary>Without the scores, and evaluation weighted once more.</summary>
    public IEnumerable<ArgumentStep> DoublyReparameterised()
    {
        var (plate, shared) = (drawn.Where(v => v.InPlate).ToArray(), drawn.Where(v => !v.InPlate).ToArray());
        if (IsSingle)
        {
            yield return new($"With one sample ω_1 = 1, and this is ordinary differentiation with the parameters of {Proposals} constant inside log q:", ["∇ log w_1, without" + Scores]);
            yield return new($"What is left out has mean zero, because q integrates to one whatever its parameters are. The estimate is unbiased for the gradient of {Bound}.", []);
            yield break;
        }

        if (model.Weights == Weights.Balance)
        {
            foreach (var step in Balanced(plate, shared))
                yield return step;
            yield break;
        }

        yield return new(
            $"The parameters of {Proposals} are constants inside log q{(HasChain(model) ? ", but for what they are of other draws of the same sample" : "")}. What the evaluation of log (π_j w_j) sends to {Names(plate)}, which each sample has of its own, counts {Twice}"
            + (shared.Length == 0 ? ": " : $"; what it sends to {Names(shared)}, which the samples share, counts ω_j: ")
            + "from there it follows the draws unscaled. All other parameters have their ordinary gradient:",
            [
                $"P{(model.Variables.Any(v => v.Role == Role.Auxiliary) ? " and R" : "")}: Σ_j ω_j {TermGradient},  {Ratio}",
                .. plate.Select(v => Path(v, HasPowers ? $"({Twice})" : Twice, "_j")),
                .. shared.Select(v => Path(v, "ω_j", "")),
            ]);
        yield return new(
            $"Given what is shared, only w_j depends on the draws of sample j. The score of q at them, which is weighted by ω_j, can therefore be turned into a gradient along the draws themselves, and takes {(HasPowers ? "(1−α) " : "")}ω_j (1 − ω_j) of the ω_j that there were."
            + (shared.Length == 0 ? "" : $" The score of q at {Names(shared)} is weighted by Σ_j ω_j = 1 and has mean zero.")
            + $" The weights π_j are numbers. The estimate is unbiased for the gradient of {Bound}.",
            []);
    }

    /// <summary>Under balance weights, where the densities of all proposals stand in the place of a sample's own.</summary>
    private IEnumerable<ArgumentStep> Balanced(VariableDescription[] plate, VariableDescription[] shared)
    {
        var (own, names) = (plate.Length == 1 ? Formula.Symbol(plate[0].Name) : "z", Names(plate));
        yield return new(
            $"The parameters of {Proposals} are constants inside log q{(HasChain(model) ? ", but for what they are of other draws of the same sample" : "")}. With ρ_i the share of proposal i in Σ_i q_i, G_j is what the evaluation of log (π_j w_j) sends to {names}, which each sample has of its own, "
            + "and H_j what that of log ρ_j does. G_j follows the draw itself; a part of both is taken from every proposal i, along the way that the same value has as a draw of i, with the noise that i would have drawn it from"
            + (shared.Length == 0 ? "" : $". What is sent to {Names(shared)}, which the samples share, counts ω_j")
            + ". All other parameters have their ordinary gradient:",
            [
                $"P{(model.Variables.Any(v => v.Role == Role.Auxiliary) ? " and R" : "")}: Σ_j ω_j ∇ log (π_j w_j),  {Ratio}",
                $"{names}: Σ_j G_j ∇{own}_j − Σ_i Σ_j ρ_i({own}_j) ({(HasPowers ? "(1−α) " : "")}(1 − ω_j) G_j + H_j) ∇_i {own}_j,  ρ_i = q_i / Σ_i q_i",
                $"G_j = ω_j ∂ log (π_j w_j)/∂{own}_j,  H_j = ω_j ∂ log ρ_j/∂{own}_j,  ∇_i at fixed noise of proposal i",
                .. shared.Select(v => Path(v, "ω_j", "")),
            ]);
        yield return new(
            "Given what is shared, only w_j depends on the draws of sample j. Its score is that of Σ_i q_i, a sum over i of ω_j ρ_i times the score of q_i; because q_j ρ_i = q_i ρ_j, the mean of each part is one over draws of q_i, and can be turned into a gradient along these."
            + (shared.Length == 0 ? "" : $" The score of q at {Names(shared)} is weighted by Σ_j ω_j = 1 and has mean zero.")
            + $" The estimate is unbiased for the gradient of {Bound}.",
            []);
    }

    private bool Compares => model.Weights is Weights.Balance or Weights.Power or Weights.Maximum;

    /// <summary>What a draw's evaluation counts.</summary>
    private string Twice => HasPowers ? "α ω_j + (1−α) ω_j²" : "ω_j²";

    private IEnumerable<string> Definition() => HasPowers ? [$"{Bound} = E {Objective} = {Formula.Objective(model)},  α = {Text(model.Alpha)}"] : [];

    private string Ordinary() => IsSingle ? "∇ log ŵ = ∇ log w_1" : $"∇ {Objective} = Σ_j ω_j {TermGradient},  {Ratio}";

    private string Score() => IsSingle ? Scores.TrimStart() : "Σ_j ω_j (" + Scores.TrimStart() + ")";

    private static string Path(VariableDescription variable, string weight, string index)
    {
        var symbol = Formula.Symbol(variable.Name) + index;
        return $"{Formula.Symbol(variable.Name)}: Σ_j {weight} ∂ log (π_j w_j)/∂{symbol} ∇{symbol}";
    }

    private static string Plural(ImmutableArray<VariableDescription> of, string one, string several) => of.Length == 1 ? one : several;

    private static string Text(IFormattable number) => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture);

    private static string Names(IEnumerable<VariableDescription> variables) => string.Join(", ", variables.Select(v => Formula.Symbol(v.Name)));
}
