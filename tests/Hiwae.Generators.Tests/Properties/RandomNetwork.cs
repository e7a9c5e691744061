namespace Hiwae.Generators.Tests.Properties;

/// <summary>A declared network to be written as C#.</summary>
internal sealed record RandomNetwork(string Name, RandomLayer[] Layers)
{
    public string? Activation { get; init; }

    public bool WeightNorm { get; init; }

    public bool Residual { get; init; }

    public string Head { get; init; } = "public sealed partial record";

    public bool IsConditioned => Layers.Any(layer => layer.Conditioned);

    /// <summary>Whether it takes any number of values of whatever shape.</summary>
    public bool TakesAnything => Layers.FirstOrDefault(layer => !layer.KeepsShape)?.Kind == "Dense";

    public bool EndsInImage => Layers.LastOrDefault(layer => !layer.KeepsShape)?.Kind is "Conv" or "Upsample" or "Crop" or "Unflatten";

    public override string ToString()
    {
        string?[] arguments =
        [
            Activation is null ? null : $"Activation = Activation.{Activation}",
            WeightNorm ? "WeightNorm = true" : null,
            Residual ? "Residual = true" : null,
        ];
        var written = string.Join(", ", arguments.Where(argument => argument is not null));
        var layers = Layers.Length == 0 ? "" : $"[{string.Join(", ", (object[])Layers)}]\n";
        return $"[Network{(written.Length > 0 ? $"({written})" : "")}]\n{layers}{Head} @{Name};";
    }
}
