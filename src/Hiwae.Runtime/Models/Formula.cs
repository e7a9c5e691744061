namespace Hiwae;

/// <summary>Writes a model's graph as mathematics.</summary>
public static class Formula
{
    /// <summary>All factors of one kind, such as <c>p(x | z) p(z)</c>; empty where there are none.</summary>
    public static string Of(ModelDescription model, FactorKind kind) => string.Join(' ', model.Factors
        .Where(f => f.Kind == kind)
        .Select(Of));

    /// <summary>A factor, such as <c>q_j(z | z0, x)</c>; the index j marks a head per proposal.</summary>
    public static string Of(FactorDescription factor)
    {
        var head = factor.Kind.ToString().ToLowerInvariant() + (factor.Distinct ? "_j" : "");
        var given = factor.Conditions.Any() ? " | " + string.Join(", ", factor.Conditions.Select(Symbol)) : "";
        return $"{head}({Symbol(factor.Variable)}{given})";
    }

    /// <summary>Generative, inference and reverse factors on one line, with a bar between them.</summary>
    public static string Factorisation(this ModelDescription model) => string.Join("  ·  ",
        new[] { FactorKind.P, FactorKind.Q, FactorKind.R }.Select(kind => Of(model, kind)).Where(text => text.Length > 0));

    private static string Symbol(string variable) => variable.ToLowerInvariant();
}
