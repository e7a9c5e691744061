using System.Text;

namespace Hiwae.Explanation;

/// <summary>Draws a model's graph as a flowchart in the language of Mermaid.</summary>
public static class MermaidChart
{
    private const string Margin = "    ";

    /// <summary>
    /// Observed variables shaded, auxiliary ones hexagons, given ones boxes, features with double sides; P solid, Q dashed, R dotted, what a feature is computed
    /// from thick; latent variables with a target have a double line; the plate is a box of its own. An estimator of the gradient other than the ordinary
    /// one stands on a note.
    /// </summary>
    public static string Of(ModelDescription model)
    {
        var text = new StringBuilder("flowchart TB\n");
        foreach (var variable in model.Variables.Where(v => !v.InPlate))
            text.Append(Margin).Append(Node(variable)).Append('\n');
        if (model.Variables.Any(v => v.InPlate))
        {
            text.Append(FormattableString.Invariant($"{Margin}subgraph plate[\"j = 1 … {model.Samples}\"]\n"));
            foreach (var variable in model.Variables.Where(v => v.InPlate))
                text.Append(Margin + Margin).Append(Node(variable)).Append('\n');
            text.Append(Margin + "end\n");
        }

        if (Note(model) is { } note)
            text.Append(FormattableString.Invariant($"{Margin}gradient>\"{note}\"]\n"));
        var edges = Edges(model).ToArray();
        foreach (var edge in edges)
            text.Append(FormattableString.Invariant($"{Margin}{Id(edge.From)} {edge.Arrow}|\"{edge.Label}\"| {Id(edge.To)}\n"));
        foreach (var (pattern, group) in edges.Index().Where(e => e.Item.Pattern is not null).GroupBy(e => e.Item.Pattern!).Select(g => (g.Key, g)))
            text.Append(FormattableString.Invariant($"{Margin}linkStyle {string.Join(',', group.Select(e => e.Index))} stroke-dasharray: {pattern}\n"));
        foreach (var role in model.Variables.Select(v => v.Role).Distinct())
            text.Append(FormattableString.Invariant($"{Margin}classDef {Class(role)} {Style(role)}\n"));
        return text.ToString();
    }

    /// <summary>Such as <c>v_z0{{"z0 · 50"}}:::auxiliary</c>.</summary>
    private static string Node(VariableDescription variable)
    {
        var target = variable.Factors.FirstOrDefault(f => f.IsTarget);
        var label = $"\"{(variable.IsEnumerated ? "Σ " : "")}{Formula.Symbol(variable.Name)} · {string.Join("×", variable.Shape)}{(target is null ? "" : $" · p̃ {target.Density}")}\"";
        var shape = variable.Role switch
        {
            Role.Latent when target is not null => $"((({label})))",
            Role.Observed or Role.Latent => $"(({label}))",
            Role.Auxiliary => $"{{{{{label}}}}}",
            Role.Given => $"[{label}]",
            Role.Feature => $"[[{label}]]",
            _ => throw Unknown(variable.Role),
        };
        return $"{Id(variable.Name)}{shape}:::{Class(variable.Role)}";
    }

    /// <summary>The difference between the estimator of the gradient and plain differentiation; null for the reparameterised one.</summary>
    private static string? Note(ModelDescription model)
    {
        var drawn = model.Variables.Where(v => v.Role is Role.Latent or Role.Auxiliary && !v.IsEnumerated);
        string Names(bool inPlate) => string.Join(", ", drawn.Where(v => v.InPlate == inPlate).Select(v => Formula.Symbol(v.Name)));
        const string constant = "parameters of q are constants inside log q";
        return model.Gradient switch
        {
            Gradient.Reparameterised => null,
            Gradient.StickingTheLanding => $"gradient: {constant}",
            Gradient.DoublyReparameterised =>
                $"gradient: {constant}{(GradientSteps.HasChain(model) ? " but for draws in the plate" : "")}; {Names(inPlate: true)} counts {(model.Weights == Weights.Balance ? "ω, less a part along every proposal" : model is { Alpha: > 0, Samples: > 1 } ? "α ω + (1−α) ω²" : "ω²")}{(Names(inPlate: false) is { Length: > 0 } shared ? $", {shared} counts ω" : "")}",
            _ => throw new System.Diagnostics.UnreachableException($"Gradient {model.Gradient}."),
        };
    }

    private static IEnumerable<Edge> Edges(ModelDescription model)
    {
        foreach (var factor in model.Factors.Where(factor => !factor.IsExact))
        {
            var name = (factor.IsTarget ? "p̃" : factor.Kind.ToString().ToLowerInvariant()) + (factor.Distinct ? "_j" : "");
            var (arrow, pattern) = factor.Kind switch
            {
                FactorKind.P => ("-->", null),
                FactorKind.Q => ("-.->", "8 4"),
                FactorKind.R => ("-.->", "2 3"),
                _ => throw new System.Diagnostics.UnreachableException($"Factor kind {factor.Kind}."),
            };
            foreach (var parent in factor.Parents)
                yield return new(parent, factor.Variable, arrow, name, pattern);
            foreach (var before in factor.Previous)
                yield return new(before, factor.Variable, arrow, name + ", t−1", pattern);
            if (factor.Context is { } context)
                yield return new(context, factor.Variable, arrow, name + ", context", pattern);
        }

        foreach (var variable in model.Variables)
        {
            foreach (var parent in variable.Feature?.Parents ?? [])
                yield return new(parent, variable.Name, "==>", variable.Feature!.Net, null);
            foreach (var before in variable.Feature?.Previous ?? [])
                yield return new(before, variable.Name, "==>", variable.Feature!.Net + ", t−1", null);
            if (variable.Feature?.Context is { } context)
                yield return new(context, variable.Name, "==>", variable.Feature.Net + ", context", null);
            if (variable.Mask is { } mask)
                yield return new(mask, variable.Name, "--o", "mask", null);
        }
    }

    // The letter in front keeps names apart from the words of the language, such as "end".
    private static string Id(string variable) => "v_" + variable;

    private static string Class(Role role) => role.ToString().ToLowerInvariant();

    private static string Style(Role role) => role switch
    {
        Role.Observed => "fill:#bbbbbb,stroke:#333333,color:#000000",
        Role.Latent => "fill:#ffffff,stroke:#333333,color:#000000",
        Role.Auxiliary => "fill:#ffffff,stroke:#333333,color:#000000",
        Role.Given => "fill:#dddddd,stroke:#333333,color:#000000",
        Role.Feature => "fill:#f4f4f4,stroke:#999999,color:#000000",
        _ => throw Unknown(role),
    };

    private static System.Diagnostics.UnreachableException Unknown(Role role) => new($"Role {role}.");

    private readonly record struct Edge(string From, string To, string Arrow, string Label, string? Pattern);
}
