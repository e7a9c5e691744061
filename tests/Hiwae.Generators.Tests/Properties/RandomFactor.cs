namespace Hiwae.Generators.Tests.Properties;

/// <summary>A factor to be written as C#.</summary>
internal sealed record RandomFactor(char Kind, string Density, params string[] Parents)
{
    /// <summary>The kind of an unnormalised density, which is written in the place of P.</summary>
    public const char Target = 'T';

    public int[]? Hidden { get; init; }

    public string? Activation { get; init; }

    public RandomNetwork? Net { get; init; }

    /// <summary>The type in place of a network, where it is none.</summary>
    public string? NoNet { get; init; }

    public string? Context { get; init; }

    public RandomFlow? Flow { get; init; }

    public bool Learned { get; init; }

    public bool Distinct { get; init; }

    public int? Components { get; init; }

    public int? PseudoInputs { get; init; }

    /// <summary>Where the scale comes from; null for the network.</summary>
    public string? Scale { get; init; }

    /// <summary>Variables of a sequence whose value of the step before is read.</summary>
    public string[] Previous { get; init; } = [];

    public IEnumerable<string> Conditions => Context is null ? Parents : [.. Parents, Context];

    public override string ToString()
    {
        var parents = Parents.Select(parent => $"\"{parent}\"").ToArray();
        if (Kind == Target)
            return $"Target<{Density}>" + (parents.Length > 0 ? $"({string.Join(", ", parents)})" : "");
        string?[] arguments =
        [
            .. parents,
            Hidden is null ? null : $"Hidden = [{string.Join(", ", Hidden)}]",
            Activation is null ? null : $"Activation = global::Hiwae.Activation.{Activation}",
            Net is null ? NoNet is null ? null : $"Net = typeof({NoNet})" : $"Net = typeof(@{Net.Name})",
            Context is null ? null : $"Context = \"{Context}\"",
            Previous.Length == 0 ? null : $"Previous = [{string.Join(", ", Previous.Select(name => $"\"{name}\""))}]",
            Flow is null ? null : $"Flow = typeof(@{Flow.Name})",
            Learned ? "Learned = true" : null,
            Distinct && Kind != 'P' ? "Distinct = true" : null,
            Components is null || Kind == 'Q' ? null : $"Components = {Components}",
            PseudoInputs is null || Kind != 'P' ? null : $"PseudoInputs = {PseudoInputs}",
            Scale is null || Kind != 'P' ? null : $"Scale = global::Hiwae.Scale.{Scale}",
        ];
        var written = string.Join(", ", arguments.Where(argument => argument is not null));
        return $"{Kind}<{Density}>" + (written.Length > 0 ? $"({written})" : "");
    }
}

/// <summary>A declared flow to be written as C#.</summary>
internal sealed record RandomFlow(string Name, string[] Layers)
{
    public string Head { get; init; } = "public sealed partial record";

    public override string ToString() => $"[Flow]\n{(Layers.Length == 0 ? "" : $"[{string.Join(", ", Layers)}]\n")}{Head} @{Name};";
}
