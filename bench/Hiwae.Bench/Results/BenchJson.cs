using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hiwae.Bench.Micro;
using Hiwae.Bench.Scale;
using Hiwae.Bench.Workers;

namespace Hiwae.Bench.Results;

/// <summary>The JSON form of results and of workers' answers.</summary>
[JsonSerializable(typeof(BenchResult))]
[JsonSerializable(typeof(Reply))]
[JsonSerializable(typeof(ProductsResult))]
[JsonSerializable(typeof(ProductTimes[]))]
[JsonSerializable(typeof(ScaleResult))]
internal sealed partial class BenchJson : JsonSerializerContext
{
    /// <summary>On one line.</summary>
    public static BenchJson Line { get; } = new(new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    /// <summary>For people too.</summary>
    public static BenchJson Indented { get; } = new(new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
