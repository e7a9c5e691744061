using System.Text.Json.Serialization;
using Hiwae.Cli.Terminal;
using Hiwae.Onnx;

namespace Hiwae.Cli.Export;

/// <summary>The result of <c>export --json</c>.</summary>
internal sealed record ExportResult(
    string Run, string Model, int Epochs, int? KeptEpoch, int Samples, int OperatorSet, IReadOnlyList<ExportedFile> Files, IReadOnlyList<string> Warnings);

/// <summary>A file that was written.</summary>
/// <param name="Part">The part of the model.</param>
/// <param name="File">Its path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Operators">The number of operators.</param>
/// <param name="Inputs">The inputs, in order.</param>
/// <param name="Outputs">The outputs, in order.</param>
internal sealed record ExportedFile(string Part, string File, long Bytes, int Operators, IReadOnlyList<ExportedTensor> Inputs, IReadOnlyList<ExportedTensor> Outputs)
{
    /// <summary>The name of a part's file.</summary>
    public static string Name(OnnxPart part) => $"{part.ToString().ToLowerInvariant()}.onnx";

    public static ExportedFile Of(OnnxModel model, string path) => new(
        model.Part.ToString().ToLowerInvariant(),
        path,
        model.Size,
        model.Operators,
        [.. model.Inputs.Select(ExportedTensor.Of)],
        [.. model.Outputs.Select(ExportedTensor.Of)]);
}

/// <summary>An input or an output of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape; null for any number of data.</param>
/// <param name="Description">What it is.</param>
internal sealed record ExportedTensor(string Name, IReadOnlyList<int?> Shape, string Description)
{
    public static ExportedTensor Of(OnnxTensor tensor) => new(tensor.Name, [null, .. tensor.Shape.Select(size => (int?)size)], tensor.Description);

    /// <summary>The shape as it is written on paper.</summary>
    [JsonIgnore]
    public string Extents => $"[{string.Join(", ", Shape.Select(size => size?.ToString(CultureInfo.InvariantCulture) ?? OnnxTensor.Batch))}]";
}

/// <summary>The files as tables.</summary>
internal static class ExportText
{
    /// <summary>Writes for each file a row of each input and output, and below the files themselves.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<ExportedFile> files)
    {
        Tables.Write(
            writer,
            ["part", "", "name", "shape", "of"],
            files.SelectMany(file => file.Inputs.Select(input => Row(file, "in", input)).Concat(file.Outputs.Select(output => Row(file, "out", output)))),
            keys: 3);
        foreach (var file in files)
            writer.WriteLine($"{file.File}: {Numbers.Count(file.Operators)} operators, {Numbers.Count(file.Bytes)} bytes");
    }

    private static IReadOnlyList<string> Row(ExportedFile file, string way, ExportedTensor tensor) => [file.Part, way, tensor.Name, tensor.Extents, tensor.Description];
}

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ExportResult))]
internal sealed partial class ExportJson : JsonSerializerContext;
