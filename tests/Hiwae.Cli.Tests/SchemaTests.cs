using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Hiwae.Cli.Train;
using Hiwae.Training;

namespace Hiwae.Cli.Tests;

/// <summary><c>docs/run.schema.json</c>, which every run.json names, is what the program reads and writes; where it is not, this test writes the right one beside it.</summary>
public sealed class SchemaTests
{
    private static readonly JsonSerializerOptions Naming = new(RunRecordSchema.Naming)
    {
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    [Fact]
    public void The_schema_in_the_documentation_is_that_of_the_program()
    {
        var path = Path.Combine(RunRecordSchema.Documentation(), "run.schema.json");
        var expected = RunRecordSchema.Text(Naming);
        if (File.Exists(path) && File.ReadAllText(path) == expected)
            return;
        var received = Path.ChangeExtension(path, ".received.json");
        File.WriteAllText(received, expected);
        Assert.Fail($"{path} is not what the program reads and writes; the right one is beside it, as {Path.GetFileName(received)}.");
    }

    [Fact]
    public void Every_key_of_a_configuration_and_no_other_is_in_it()
    {
        var schema = JsonNode.Parse(RunRecordSchema.Text(Naming))!.AsObject();
        var found = Paths(schema, "").Where(path => !path.StartsWith("metrics.", StringComparison.Ordinal)).Order();
        Assert.Equal(ConfigKeys.All.Select(key => key.Path).Concat(["data", "data.options", "options", "options.schedule", "test"]).Order(), found);
    }

    private static IEnumerable<string> Paths(JsonObject schema, string prefix)
    {
        if (schema["properties"] is not JsonObject properties)
            yield break;
        foreach (var (name, value) in properties)
        {
            yield return prefix + name;
            foreach (var path in Paths(value!.AsObject(), $"{prefix}{name}."))
                yield return path;
        }
    }
}

/// <summary>The schema of a run's record as a configuration: its keys from the record's type, what train takes besides, and the words of the options.</summary>
internal static class RunRecordSchema
{
    public static readonly JsonSerializerOptions Naming = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text(JsonSerializerOptions naming)
    {
        var options = new TrainOptions("./hiwae");
        var schema = naming.GetJsonSchemaAsNode(typeof(RunRecord)).AsObject();
        schema["properties"]!["options"]!["properties"]!["schedule"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["kind"] = new JsonObject { ["enum"] = new JsonArray("constant", "step", "cosine", "burda") },
                ["every"] = new JsonObject { ["type"] = "integer" },
                ["factor"] = new JsonObject { ["type"] = "number" },
            },
        };
        foreach (var name in new[] { "profile", "json" })
            schema["properties"]![name] = new JsonObject { ["type"] = "boolean" };
        schema["properties"]!["divide"] = new JsonObject { ["enum"] = new JsonArray("data", "samples") };
        schema["properties"]!["out"] = new JsonObject { ["type"] = "string" };
        Tidy(schema, "", options);
        schema["type"] = "object";
        return new JsonObject(
        [
            new("$schema", "https://json-schema.org/draft/2020-12/schema"), new("$id", RunRecord.SchemaAddress), new("title", "A run of Hiwae: its record, and what train --config reads"),
            .. schema.ToArray().Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value?.DeepClone())),
        ]).ToJsonString(Naming) + "\n";
    }

    public static string Documentation()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hiwae.sln")))
                return Path.Combine(folder.FullName, "docs");
        }

        throw new InvalidOperationException("The documentation is not above the tests.");
    }

    /// <summary>A configuration may leave out what it likes, has no other keys, and says what each sets.</summary>
    private static void Tidy(JsonObject schema, string prefix, TrainOptions options)
    {
        schema.Remove("required");
        schema.Remove("default");
        if (schema["properties"] is JsonObject properties)
        {
            schema["additionalProperties"] = false;
            foreach (var (name, value) in properties.ToArray())
                Tidy(value!.AsObject(), $"{prefix}{name}.", options);
        }

        var key = ConfigKeys.All.FirstOrDefault(key => key.Path == prefix.TrimEnd('.'));
        if (key?.Option is { } option)
            schema["description"] = option == "" ? options.Model.Description : $"{option}: {options.All.First(other => other.Name == option).Description}";
        else if (key is not null)
            schema["description"] = "Says what became of a run; sets nothing.";
    }
}
