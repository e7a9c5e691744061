using System.Text.Json.Serialization;

namespace Hiwae.Checkpoints;

/// <summary>How a <see cref="RunRecord"/> is written; generated at compile time, so that it survives trimming.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunJson : JsonSerializerContext;
