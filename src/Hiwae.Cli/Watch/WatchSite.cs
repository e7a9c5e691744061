using System.Collections.Immutable;
using System.Text.Json;
using Hiwae.Checkpoints;
using Hiwae.Cli.Runs;

namespace Hiwae.Cli.Watch;

/// <summary>An answer to a browser.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Type">The media type.</param>
/// <param name="Body">The content.</param>
internal sealed record WatchAnswer(int Status, string Type, byte[] Body)
{
    private const string Text = "text/plain; charset=utf-8";

    // Nothing from elsewhere, and nothing but what this server says.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The policy that the browser keeps to.</summary>
    public string ContentPolicy { get; init; } = Policy;

    /// <summary>Whether the address changes with the content.</summary>
    public bool IsLasting { get; init; }

    /// <summary>Whether what follows comes as it happens.</summary>
    public bool IsStream { get; init; }

    /// <summary>An answer without what was asked for.</summary>
    public static WatchAnswer Refusal(int status, string words) => new(status, Text, System.Text.Encoding.UTF8.GetBytes(words + "\n"));
}

/// <summary>What a browser may ask for: the page and its parts, the state of the runs, the pictures and pages of runs. It only reads.</summary>
/// <param name="watched">The runs.</param>
internal sealed class WatchSite(WatchedFolders watched)
{
    private const int LargestFile = 64 << 20;

    // A run's own page may come from somebody else: it has its style in itself, and may do nothing.
    private const string PagePolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly ImmutableDictionary<string, (string File, string Type)> Parts = ImmutableDictionary.CreateRange<string, (string, string)>(
    [
        new("/", ("watch.html", "text/html; charset=utf-8")),
        new("/watch.css", ("watch.css", "text/css; charset=utf-8")),
        .. ((string[])["watch", "charts", "parts"]).Select(name => KeyValuePair.Create($"/{name}.js", ($"{name}.js", "text/javascript; charset=utf-8"))),
    ]);

    /// <summary>The answer.</summary>
    /// <param name="method">GET or HEAD.</param>
    /// <param name="host">The name by which the browser knows this server: another page's name may have been made to lead here.</param>
    /// <param name="path">The address without its query.</param>
    public WatchAnswer Answer(string method, string host, string path)
    {
        if (host is not ("localhost" or "127.0.0.1" or "[::1]"))
            return WatchAnswer.Refusal(421, "This server answers to localhost and 127.0.0.1 alone.");
        if (method is not ("GET" or "HEAD"))
            return WatchAnswer.Refusal(405, "This server only shows; write GET or HEAD.");
        if (Parts.TryGetValue(path, out var part))
            return new(200, part.Type, Resource(part.File));
        return path switch
        {
            "/runs.json" => new(200, "application/json", State()),
            "/favicon.ico" => new(204, "image/x-icon", []), // Every browser asks for it.
            "/events" => new(200, "text/event-stream", []) { IsStream = true },
            _ => path.Split('/') is ["", "runs", var id, var kind] && File(id, kind) is { } answer ? answer : WatchAnswer.Refusal(404, "There is no such page."),
        };
    }

    /// <summary>The state of the runs, as JSON in one line.</summary>
    public byte[] State() => JsonSerializer.SerializeToUtf8Bytes(watched.Look(), WatchJson.Default.WatchView);

    // Neither the folder nor the file is made of what the browser says: both are looked up.
    private WatchAnswer? File(string id, string kind)
    {
        if (watched.FolderOf(id) is not { } folder || !RunReader.Kinds.TryGetValue(kind, out var file))
            return null;
        try
        {
            return OwnFile.Read(Path.Combine(folder, file.File), LargestFile) is { } bytes
                ? new(200, file.Type, bytes) { IsLasting = true, ContentPolicy = PagePolicy }
                : null;
        }
        catch (CheckpointException)
        {
            return null;
        }
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(WatchSite).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
