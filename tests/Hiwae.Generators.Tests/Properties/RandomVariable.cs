namespace Hiwae.Generators.Tests.Properties;

/// <summary>A variable to be written as C#.</summary>
internal sealed record RandomVariable(string Name, int[] Shape, params RandomFactor[] Factors)
{
    public bool PerSample { get; init; }

    public bool Given { get; init; }

    /// <summary>Whether it is summed over.</summary>
    public bool Enumerated { get; init; }

    /// <summary>T of a variable of a sequence.</summary>
    public int? Steps { get; init; }

    public string? Mask { get; init; }

    public RandomFeature? Feature { get; init; }

    /// <summary>A feature may leave it out.</summary>
    public bool WritesShape { get; init; } = true;

    public string Type { get; init; } = "Tensor";

    public int Size => Shape.Aggregate(1, (product, size) => product * size);

    public RandomFactor? P => Factors.FirstOrDefault(factor => factor.Kind == 'P');

    /// <summary>The unnormalised density in the place of P.</summary>
    public RandomFactor? Target => Factors.FirstOrDefault(factor => factor.Kind == RandomFactor.Target);

    public RandomFactor? Q => Factors.FirstOrDefault(factor => factor.Kind == 'Q');

    public RandomFactor? R => Factors.FirstOrDefault(factor => factor.Kind == 'R');

    public bool IsObserved => P is not null && Q is null && !Enumerated;

    public bool IsLatent => (P ?? Target) is not null && Q is not null;

    public bool IsAuxiliary => R is not null;

    public override string ToString()
    {
        string?[] attributes =
        [
            WritesShape ? $"Shape({string.Join(", ", Shape)})" : null,
            Steps is { } steps ? $"Repeat({steps})" : null,
            Given ? "Given" : null,
            Enumerated ? "Enumerated" : null,
            PerSample ? "PerSample" : null,
            Mask is null ? null : $"Mask(\"{Mask}\")",
            Feature?.ToString(),
            .. Factors.Select(factor => factor.ToString()),
        ];
        var written = string.Join(", ", attributes.Where(attribute => attribute is not null));
        return (written.Length > 0 ? $"[{written}] " : "") + $"{Type} @{Name}";
    }
}

/// <summary>How a feature is computed.</summary>
internal sealed record RandomFeature(RandomNetwork Net, string[] Parents, string? Context)
{
    /// <summary>Variables of a sequence of whose value of the step before it is computed.</summary>
    public string[] Previous { get; init; } = [];

    public IEnumerable<string> Conditions => Context is null ? Parents : [.. Parents, Context];

    public override string ToString()
    {
        string[] arguments =
        [
            .. Parents.Select(parent => $"\"{parent}\""),
            .. Context is null ? Array.Empty<string>() : [$"Context = \"{Context}\""],
            .. Previous.Length == 0 ? Array.Empty<string>() : [$"Previous = [{string.Join(", ", Previous.Select(name => $"\"{name}\""))}]"],
        ];
        return $"Feature<@{Net.Name}>" + (arguments.Length > 0 ? $"({string.Join(", ", arguments)})" : "");
    }
}
