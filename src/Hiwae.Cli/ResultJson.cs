using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hiwae.Cli.Analyse;
using Hiwae.Cli.Demo;
using Hiwae.Cli.Doctor;
using Hiwae.Cli.Evaluate;
using Hiwae.Cli.Explain;
using Hiwae.Cli.Models;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Toy;
using Hiwae.Cli.Train;
using Hiwae.Cli.Verify;

namespace Hiwae.Cli;

/// <summary>How results are written; generated at compile time, so that it survives trimming.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TrainResult))]
[JsonSerializable(typeof(EvaluateResult))]
[JsonSerializable(typeof(AnalyseResult))]
[JsonSerializable(typeof(ModelsResult))]
[JsonSerializable(typeof(ExplainResult))]
[JsonSerializable(typeof(DemoResult))]
[JsonSerializable(typeof(DoctorResult))]
[JsonSerializable(typeof(ToyResult))]
[JsonSerializable(typeof(ToySeriesResult))]
[JsonSerializable(typeof(VerifyResult))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>Writes one object on standard output.</summary>
    public static void Write<T>(StandardStreams terminal, T result)
    {
        // Letters such as · and folder names stay readable; nothing of this goes into a web page.
        var readable = new ResultJson(new(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        terminal.Output.WriteLine(JsonSerializer.Serialize(result, (JsonTypeInfo<T>)readable.GetTypeInfo(typeof(T))!));
    }

    /// <summary>One object in one line, for a file that grows.</summary>
    public static string Line<T>(T result) =>
        JsonSerializer.Serialize(result, (JsonTypeInfo<T>)new ResultJson(new(Default.Options) { WriteIndented = false }).GetTypeInfo(typeof(T))!);

    /// <summary>What <see cref="Line"/> wrote; null where the line is not such an object.</summary>
    public static T? Read<T>(string line) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, (JsonTypeInfo<T>)Default.GetTypeInfo(typeof(T))!);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
