using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hiwae.Cli.Terminal;

/// <summary>Results as JSON. The serialisation of each command's result is generated at compile time, so that it survives trimming.</summary>
internal static class JsonText
{
    /// <summary>Writes one object on standard output, over several lines.</summary>
    public static void Write<T>(StandardStreams terminal, T result, JsonTypeInfo<T> type)
    {
        // Letters such as · and folder names stay readable; nothing of this goes into a web page.
        var readable = With(type, new(type.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        TerminalWriter.Unbroken(terminal.Output).WriteLine(JsonSerializer.Serialize(result, readable));
    }

    /// <summary>One object in one line, for a file that grows.</summary>
    public static string Line<T>(T result, JsonTypeInfo<T> type) =>
        JsonSerializer.Serialize(result, With(type, new(type.Options) { WriteIndented = false }));

    /// <summary>The object that <see cref="Line"/> wrote; null where the line is not such an object.</summary>
    public static T? Read<T>(string line, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonTypeInfo<T> With<T>(JsonTypeInfo<T> type, JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(type.Type);
}
