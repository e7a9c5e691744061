using System.Text;
using System.Text.Json;
using Hiwae.Cli.Terminal;
using Hiwae.Words;

namespace Hiwae.Cli.Train;

/// <summary>A value that a configuration sets.</summary>
/// <param name="Key">What it stands for.</param>
/// <param name="Kind">The kind of the value in the file.</param>
/// <param name="Text">The value, as it stands there.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record ConfigValue(ConfigKey Key, JsonTokenType Kind, string Text, int Line);

/// <summary>Reads a configuration, and refuses what it does not know, with the line and the nearest name.</summary>
/// <param name="file">The file, as the user wrote it.</param>
internal sealed class ConfigReader(string file)
{
    private const int LongestFile = 1 << 24;

    // What is longer is like no name that there is.
    private const int LongestName = 100;

    private readonly List<ConfigValue> values = [];
    private byte[] bytes = [];

    /// <summary>The values that the file sets.</summary>
    /// <exception cref="UsageException">It cannot be read, is no JSON, or has a key that there is not.</exception>
    public IReadOnlyList<ConfigValue> Read()
    {
        bytes = Content();
        var json = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 });
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
                throw Fault(ref json, "it must be an object, such as { \"model\": \"iwae\", \"options\": { \"epochs\": 5 } }");
            ReadObject(ref json, "");
            json.Read();
            return values;
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file}, line {(e.LineNumber ?? 0) + 1}: it is no JSON. {Sentence.Of(PlainText.Of(e.Message.Split(" LineNumber")[0]))}");
        }
        catch (InvalidOperationException)
        {
            throw Fault(ref json, "a text is not Unicode");
        }
    }

    private byte[] Content()
    {
        try
        {
            var found = new FileInfo(file);
            if (found is { Exists: true, Length: > LongestFile })
                throw new UsageException($"{file} has {found.Length} bytes; a configuration has at most {LongestFile}. Name a file in the form of run.json.");
            var content = File.ReadAllBytes(file);
            return content.AsSpan().StartsWith("\uFEFF"u8) ? content[3..] : content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {Sentence.Of(e.Message)} Name a JSON file with --config.");
        }
    }

    private void ReadObject(ref Utf8JsonReader json, string prefix)
    {
        var seen = new HashSet<string>();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            var path = prefix + name;
            var key = ConfigKeys.All.FirstOrDefault(key => key.Path == path);
            if (key is null && !ConfigKeys.IsGroup(path))
                throw Fault(ref json, $"there is no '{PlainText.Of(name)}'{(prefix == "" ? "" : $" in {prefix.TrimEnd('.')}")}.{(name.Length > LongestName ? "" : Nearest.Question(name, [.. ConfigKeys.In(prefix)]))} There are {string.Join(", ", ConfigKeys.In(prefix))}");
            if (!seen.Add(name))
                throw Fault(ref json, $"{path} is there twice; write it once");
            json.Read();
            if (key is not null)
                ReadValue(ref json, key);
            else if (json.TokenType == JsonTokenType.StartObject)
                ReadObject(ref json, path + ".");
            else if (json.TokenType != JsonTokenType.Null)
                throw Fault(ref json, $"{path} is {Shown(ref json)}; it must be an object with {string.Join(", ", ConfigKeys.In(path + "."))}");
        }
    }

    private void ReadValue(ref Utf8JsonReader json, ConfigKey key)
    {
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            if (key.Option is not null)
                throw Fault(ref json, $"{key.Path} is {Shown(ref json)}; it must be one value");
            json.Skip();
            return;
        }

        var text = json.TokenType == JsonTokenType.String ? json.GetString()! : Encoding.UTF8.GetString(json.ValueSpan);
        if (key is { Path: "options.samples_per_block" } && json.TokenType != JsonTokenType.Null)
            throw Fault(ref json, "options.samples_per_block is no option of the command line; leave it out, and memory decides");
        if (json.TokenType == JsonTokenType.Null && key.RefusesNull)
            throw Fault(ref json, $"{key.Path} is null, which the command line cannot say; write a number, or leave it out");
        values.Add(new(key, json.TokenType, text, Line(json.TokenStartIndex)));
    }

    private static string Shown(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"'{PlainText.Of(json.GetString()!)}'",
        _ => PlainText.Of(Encoding.UTF8.GetString(json.ValueSpan)),
    };

    private UsageException Fault(ref Utf8JsonReader json, string fault) => new($"{file}, line {Line(json.TokenStartIndex)}: {fault}.");

    private int Line(long position) => 1 + bytes.AsSpan(0, (int)Math.Min(position, bytes.Length)).Count((byte)'\n');
}
