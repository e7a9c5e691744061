using System.Text.Json.Serialization;

namespace Hiwae.Cli.Use;

/// <summary>A file that was written.</summary>
/// <param name="Path">Where.</param>
/// <param name="Content">What is in it.</param>
internal sealed record WrittenFile(string Path, string Content);

/// <summary>The answer to a question, and the result of its command as JSON.</summary>
internal sealed record UseResult
{
    public string Run { get; init; } = "";

    public string Model { get; init; } = "";

    public string Data { get; init; } = "";

    /// <summary>The number of data that were asked about, or made.</summary>
    public required int Count { get; init; }

    /// <summary>The files that were written.</summary>
    public IReadOnlyList<WrittenFile> Files { get; init; } = [];

    /// <summary>Numbers that sum it up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Summary { get; init; }

    /// <summary>Why a file was not written.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>A table for people.</summary>
    [JsonIgnore]
    public IReadOnlyList<IReadOnlyList<string>>? Rows { get; init; }

    /// <summary>The titles of its columns.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Remarks for people.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Lines { get; init; } = [];
}

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UseResult))]
internal sealed partial class UseJson : JsonSerializerContext;
