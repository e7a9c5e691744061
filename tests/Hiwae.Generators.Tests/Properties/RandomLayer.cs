using System.Globalization;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>A layer to be written as C#.</summary>
/// <param name="Kind">The attribute.</param>
/// <param name="Numbers">Of a convolution channels, kernel, stride and padding; else the arguments of the attribute's constructor.</param>
internal sealed record RandomLayer(string Kind, params int[] Numbers)
{
    public string? Activation { get; init; }

    public string? Mode { get; init; }

    public double? Probability { get; init; }

    public bool? WeightNorm { get; init; }

    public bool? Residual { get; init; }

    public bool Conditioned { get; init; }

    public bool IsWeighted => Kind is "Dense" or "Conv";

    /// <summary>Whether a value goes in and out in the same form.</summary>
    public bool KeepsShape => Kind is "Dropout" or "LayerNorm" or "BatchNorm" or "Activate";

    /// <summary>The same without options.</summary>
    public RandomLayer Plain => this with { Activation = null, Mode = null, WeightNorm = null, Residual = null };

    /// <summary>What it makes of a vector or an image.</summary>
    public int[] Output(int[] shape)
    {
        int Windows(int size) => ((size + (2 * Numbers[3]) - Numbers[1]) / Numbers[2]) + 1;
        return Kind switch
        {
            "Dense" => [Numbers[0]],
            "Conv" => [Numbers[0], Windows(shape[1]), Windows(shape[2])],
            "Upsample" => [shape[0], shape[1] * Numbers[0], shape[2] * Numbers[0]],
            "Crop" => [shape[0], Numbers[0], Numbers[1]],
            "Flatten" => [shape[0] * shape[1] * shape[2]],
            "Unflatten" => Numbers,
            _ => shape,
        };
    }

    public override string ToString()
    {
        string?[] arguments =
        [
            .. Kind == "Conv"
                ? [$"{Numbers[0]}", $"Kernel = {Numbers[1]}", $"Stride = {Numbers[2]}", $"Padding = {Numbers[3]}"]
                : Numbers.Select(number => $"{number}"),
            Probability?.ToString(CultureInfo.InvariantCulture),
            Mode is null ? null : $"Mode = Interpolation.{Mode}",
            Activation is null ? null : $"Activation = Activation.{Activation}",
            Flag(nameof(WeightNorm), WeightNorm),
            Flag(nameof(Residual), Residual),
            Conditioned ? "Conditioned = true" : null,
        ];
        var written = string.Join(", ", arguments.Where(argument => argument is not null));
        return written.Length > 0 ? $"{Kind}({written})" : Kind;
    }

    private static string? Flag(string name, bool? value) => value is null ? null : $"{name} = {(value.Value ? "true" : "false")}";
}
