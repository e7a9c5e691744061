using Hiwae.Notation;

namespace Hiwae;

/// <summary>Writes a model's graph as mathematics.</summary>
public static class Formula
{
    private static readonly ImmutableArray<FactorKind> Kinds = [FactorKind.P, FactorKind.Q, FactorKind.R];

    /// <summary>All factors of one kind, such as <c>p(x | z) p(z)</c>; empty where there are none.</summary>
    public static string Of(ModelDescription model, FactorKind kind) => Terms(model).Product(Letter(kind));

    /// <summary>
    /// A factor, such as <c>q_j(z | z0, x)</c>; a tilde marks one that need not be normalised, the index θ one without conditions whose parameters are learned, the index j a
    /// head for each proposal, and <c>x_obs</c> the values of x that its mask says are present.
    /// </summary>
    public static string Of(ModelDescription model, FactorDescription factor) => Of(model, factor, "j");

    /// <summary>A feature, such as <c>h = Encoder(x)</c>; a context follows a semicolon.</summary>
    public static string Of(ModelDescription model, VariableDescription variable, FeatureDescription feature) => Term(model, variable, feature).Title(variable.Name);

    /// <summary>All features, one after another; empty where there are none.</summary>
    public static IEnumerable<string> Features(ModelDescription model) =>
        model.Variables.Where(v => v.Feature is not null).Select(v => Of(model, v, v.Feature!));

    /// <summary>The mixture of a factor that is one, such as <c>p_θ(z) = Σ_c π_c p_c(z), c = 1 … 10</c>; null for any other.</summary>
    public static string? Mixture(ModelDescription model, FactorDescription factor) => Terms(model).Mixture(Term(model, factor)) is { } mixture
        ? FormattableString.Invariant($"{mixture}, c = 1 … {Math.Max(factor.PseudoInputs, factor.Components)}")
        : null;

    /// <summary>A factor by its flow, such as <c>q(z | x) = q⁰(u | x) / |∂z/∂u|,  z = Bend(u)</c>; null for any other.</summary>
    public static string? Flow(ModelDescription model, FactorDescription factor) => Term(model, factor).Flowed();

    /// <summary>Generative, inference and reverse factors on one line, with a dot between them.</summary>
    public static string Factorisation(this ModelDescription model) =>
        string.Join("  ·  ", Kinds.Select(kind => Of(model, kind)).Where(text => text.Length > 0));

    /// <summary>A model as far as formulas show it.</summary>
    internal static ModelTerms Terms(ModelDescription model) => new(
        [.. model.Variables.Select(variable => new VariableTerm(
            variable.Name,
            variable.InPlate,
            variable.Role == Role.Given,
            variable.Mask is not null,
            variable.Feature is { } feature ? Term(model, variable, feature) : null,
            [.. variable.Factors.Where(factor => !factor.IsExact).Select(factor => Term(model, factor))])
        {
            IsEnumerated = variable.IsEnumerated,
            Steps = variable.Steps,
        })],
        model.Samples,
        model.Heads ?? model.Samples,
        model.Weights.ToString(),
        model.Beta,
        model.Alpha,
        model.KlWeight)
    {
        IsFiltering = model.IsFiltering,
    };

    /// <summary>The symbol of the bound that is trained, such as <c>L_5</c>; <c>L_5^α</c> where an α counts.</summary>
    internal static string BoundName(ModelDescription model) => new EstimatorTerms(Terms(model)).BoundName();

    /// <summary>The bound that is trained, such as <c>E log Σ_j π_j w_j</c>.</summary>
    internal static string Objective(ModelDescription model) => new EstimatorTerms(Terms(model)).Objective();

    /// <summary>A factor of one proposal at sample j, such as <c>q_i(z_j | z0, x)</c>: what is in the plate carries an index.</summary>
    internal static string AtSample(ModelDescription model, FactorDescription factor, string proposal = "j") =>
        Terms(model).AtSample(Term(model, factor), proposal);

    /// <summary>A factor of one proposal, such as <c>q_i(z | z0, x)</c>.</summary>
    internal static string Of(ModelDescription model, FactorDescription factor, string proposal) => Term(model, factor).Title(proposal);

    /// <summary>An integral over variables, such as <c>∫ p̃(z) dz</c>.</summary>
    internal static string Integral(string body, IReadOnlyCollection<VariableDescription> variables) =>
        Symbols.Integral(body, variables.Select(v => v.Name));

    /// <summary>A variable as it stands in formulas.</summary>
    internal static string Symbol(string variable) => Symbols.Of(variable);

    private static FeatureTerm Term(ModelDescription model, VariableDescription variable, FeatureDescription feature) =>
        new(feature.Net, feature.Parents, feature.Context) { Steps = Steps(model, variable, feature.Previous) };

    private static StepTerm Steps(ModelDescription model, VariableDescription variable, ImmutableArray<string> previous) =>
        variable.Steps == 0 ? StepTerm.None : new(true, [.. model.Variables.Where(other => other.Steps > 0).Select(other => other.Name)], previous);

    private static FactorTerm Term(ModelDescription model, FactorDescription factor) =>
        new(Letter(factor.Kind), factor.Variable, factor.Parents, factor.Context)
        {
            IsMasked = model.Variables.First(v => v.Name == factor.Variable).Mask is not null,
            IsTarget = factor.IsTarget,
            Steps = Steps(model, model.Variables.First(v => v.Name == factor.Variable), factor.Previous),
            IsLearned = factor is { Parents.IsEmpty: true, Previous.IsEmpty: true, IsTarget: false, Submodule: not null },
            IsDistinct = factor.Distinct,
            Components = factor.Components,
            PseudoInputs = factor.PseudoInputs,
            Flow = factor.Flow?.Name,
        };

    private static string Letter(FactorKind kind) => kind switch
    {
        FactorKind.P => "p",
        FactorKind.Q => "q",
        FactorKind.R => "r",
        _ => throw new System.Diagnostics.UnreachableException($"Factor kind {kind}."),
    };
}
