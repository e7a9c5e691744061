namespace Hiwae;

/// <summary>Writes a model's graph as mathematics.</summary>
public static class Formula
{
    private static readonly ImmutableArray<FactorKind> Kinds = [FactorKind.P, FactorKind.Q, FactorKind.R];

    /// <summary>All factors of one kind, such as <c>p(x | z) p(z)</c>; empty where there are none.</summary>
    public static string Of(ModelDescription model, FactorKind kind) =>
        string.Join(' ', model.Factors.Where(f => f.Kind == kind).Select(f => Of(model, f)));

    /// <summary>
    /// A factor, such as <c>q_j(z | z0, x)</c>; a tilde marks one that need not be normalised, the index j marks a head for each proposal, and <c>x_obs</c> the values of x that its mask says are
    /// present.
    /// </summary>
    public static string Of(ModelDescription model, FactorDescription factor) => Of(model, factor, "j", inPlate: "");

    /// <summary>A feature, such as <c>h = Encoder(x)</c>; a context follows a semicolon.</summary>
    public static string Of(VariableDescription variable, FeatureDescription feature)
    {
        var context = feature.Context is null ? "" : "; " + Symbol(feature.Context);
        return $"{Symbol(variable.Name)} = {feature.Net}({string.Join(", ", feature.Parents.Select(Symbol))}{context})";
    }

    /// <summary>All features, one after another; empty where there are none.</summary>
    public static IEnumerable<string> Features(ModelDescription model) =>
        model.Variables.Where(v => v.Feature is not null).Select(v => Of(v, v.Feature!));

    /// <summary>What a factor that is a mixture mixes, such as <c>p(z) = Σ_c π_c p_c(z)</c>; null for any other.</summary>
    public static string? Mixture(ModelDescription model, FactorDescription factor)
    {
        var title = Of(model, factor);
        if (factor.PseudoInputs > 0)
        {
            var parents = model.Factors.First(f => f.Kind == FactorKind.Q && f.Variable == factor.Variable).Parents;
            var inputs = parents.Select(parent => parents.Length == 1 ? "u_c" : $"u_c,{Symbol(parent)}");
            return FormattableString.Invariant(
                $"{title} = 1/{factor.PseudoInputs} Σ_c q({Symbol(factor.Variable)} | {string.Join(", ", inputs)}), c = 1 … {factor.PseudoInputs}");
        }

        return factor.Components > 1
            ? FormattableString.Invariant(
                $"{title} = Σ_c π_c {Letter(factor.Kind)}_{(factor.Distinct ? "j," : "")}c{title[title.IndexOf('(')..]}, c = 1 … {factor.Components}")
            : null;
    }

    /// <summary>Generative, inference and reverse factors on one line, with a dot between them.</summary>
    public static string Factorisation(this ModelDescription model) =>
        string.Join("  ·  ", Kinds.Select(kind => Of(model, kind)).Where(text => text.Length > 0));

    /// <summary>A factor of one proposal at sample j, such as <c>q_i(z_j | z0, x)</c>: what is in the plate carries an index.</summary>
    internal static string AtSample(ModelDescription model, FactorDescription factor, string proposal = "j") =>
        Of(model, factor, proposal, inPlate: "_j");

    /// <summary>A factor of one proposal, such as <c>q_i(z | z0, x)</c>.</summary>
    internal static string Of(ModelDescription model, FactorDescription factor, string proposal) => Of(model, factor, proposal, inPlate: "");

    /// <summary>An integral over variables, such as <c>∫ p̃(z) dz</c>.</summary>
    internal static string Integral(string body, IReadOnlyCollection<VariableDescription> variables) =>
        $"{new string('∫', variables.Count)} {body} {string.Join(' ', variables.Select(v => "d" + Symbol(v.Name)))}".Trim();

    /// <summary>A variable as it stands in formulas.</summary>
    internal static string Symbol(string variable) => variable.ToLowerInvariant();

    /// <summary>A variable where its own density is meant: of one with a mask, only what is present.</summary>
    internal static string Subject(VariableDescription variable) => Symbol(variable.Name) + (variable.Mask is null ? "" : "_obs");

    private static string Of(ModelDescription model, FactorDescription factor, string proposal, string inPlate)
    {
        VariableDescription Find(string name) => model.Variables.First(v => v.Name == name);
        string Index(string name) => Find(name).InPlate ? inPlate : "";
        var head = (factor.IsTarget ? "p̃" : Letter(factor.Kind)) + (factor.Distinct ? "_" + proposal : "");
        var conditions = string.Join(", ", factor.Conditions.Select(name => Symbol(name) + Index(name)));
        return $"{head}({Subject(Find(factor.Variable))}{Index(factor.Variable)}{(conditions.Length == 0 ? "" : " | ")}{conditions})";
    }

    private static string Letter(FactorKind kind) => kind switch
    {
        FactorKind.P => "p",
        FactorKind.Q => "q",
        FactorKind.R => "r",
        _ => throw new System.Diagnostics.UnreachableException($"Factor kind {kind}."),
    };
}
