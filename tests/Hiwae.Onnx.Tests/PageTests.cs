using System.Runtime.CompilerServices;
using Hiwae.Models;
using Microsoft.ML.OnnxRuntime;

namespace Hiwae.Onnx.Tests;

/// <summary>What docs/onnx.md shows is what there is.</summary>
public sealed class PageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_table_is_that_of_the_model()
    {
        using var network = HiwaeBalance.CreateNetwork(Noise.FromSeed(1));
        string[] rows =
        [
            .. new[] { Export.Encoder(network), Export.Decoder(network) }.SelectMany(file => file.Inputs.Select(input => (file, way: "in", tensor: input))
                .Concat(file.Outputs.Select(output => (file, way: "out", tensor: output))))
                .Select(row => $"{row.file.Part.ToString().ToLowerInvariant()} {row.way} {row.tensor.Name} {row.tensor} {row.tensor.Description}"),
        ];
        string[] lines = [.. Page().Split('\n').Where(line => line.StartsWith("      encoder", StringComparison.Ordinal) || line.StartsWith("      decoder", StringComparison.Ordinal))];
        Assert.Equal(rows, lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public void The_code_of_the_page_runs()
    {
        var before = Directory.GetCurrentDirectory();
        Directory.CreateDirectory(Path.Combine(folder, "runs", "first", "onnx"));
        Directory.SetCurrentDirectory(folder);
        using var output = new StringWriter();
        var console = Console.Out;
        try
        {
            Console.SetOut(output);
            using var network = HiwaeBalance.CreateNetwork(Noise.FromSeed(1));
            Export.Encoder(network, "encoder.onnx");
            var decoder = Export.Decoder(network, "decoder.onnx");
            Console.WriteLine(string.Join(", ", decoder.Inputs.Select(input => $"{input.Name} {input}")));   // z [batch, 50]
            File.Copy("decoder.onnx", "runs/first/onnx/decoder.onnx");

            using var session = new InferenceSession("runs/first/onnx/decoder.onnx");
            using var z = OrtValue.CreateTensorValueFromMemory(new float[16 * 50], [16, 50]);
            using var results = session.Run(new RunOptions(), ["z"], [z], ["x_mean"]);
            var mean = results[0].GetTensorDataAsSpan<float>();                     // 16 × 784 probabilities

            Assert.Equal(16 * 784, mean.Length);
            Assert.Equal(network.Decode(zeros(16, 50)).data<float>()[0], mean[0], 1e-5f);
            Assert.Equal("z [batch, 50]", output.ToString().Trim());
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(before);
        }

        var source = File.ReadAllText(Source()).Split('\n').Select(line => line.Trim()).ToHashSet();
        var code = Page().Split("```csharp\n").Skip(1).SelectMany(block => block.Split("```")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(code.Where(line => !line.StartsWith("using Hiwae", StringComparison.Ordinal)), line => Assert.Contains(line, source));
    }

    private static string Page() => File.ReadAllText(Path.Combine(Path.GetDirectoryName(Source())!, "..", "..", "docs", "onnx.md")).ReplaceLineEndings("\n");

    private static string Source([CallerFilePath] string path = "") => path;
}
