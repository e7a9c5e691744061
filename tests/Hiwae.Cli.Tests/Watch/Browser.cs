using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hiwae.Cli.Tests.Watch;

/// <summary>A test of a page in a browser. It runs where Chromium is found; elsewhere it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() =>
        Skip = Browser.Program is null ? $"There is no Chromium: {Browser.Variable} names none, and {string.Join(", ", Browser.Names)} are not on PATH. On Debian, 'apt-get install chromium' brings it." : null;
}

/// <summary>Chromium without a window, steered by its DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    /// <summary>The variable that names the program.</summary>
    public const string Variable = "HIWAE_BROWSER";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-browser-").FullName;
    private readonly ClientWebSocket socket = new();
    private readonly Process process;
    private int calls;

    private Browser() => process = Process.Start(new ProcessStartInfo(
        Program!,
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--remote-debugging-port=0", $"--user-data-dir={folder}", "about:blank"])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>The names by which it is looked for.</summary>
    public static IReadOnlyList<string> Names { get; } = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    /// <summary>The program; null where there is none.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(path => Names.Select(name => Path.Combine(path, OperatingSystem.IsWindows() ? name + ".exe" : name)))
            .FirstOrDefault(File.Exists);

    /// <summary>Whatever the page's scripts complained of.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Starts it with an empty page.</summary>
    public static async Task<Browser> Start()
    {
        var browser = new Browser();
        _ = browser.process.StandardError.ReadToEndAsync();
        _ = browser.process.StandardOutput.ReadToEndAsync();
        var file = Path.Combine(browser.folder, "DevToolsActivePort");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(file) && File.ReadAllText(file).Contains('\n', StringComparison.Ordinal), Patience), "Chromium did not start.");
        using var client = new HttpClient();
        var pages = JsonNode.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{(await File.ReadAllLinesAsync(file))[0]}/json/list")))!.AsArray();
        var page = pages.First(one => (string?)one!["type"] == "page")!;
        await browser.socket.ConnectAsync(new Uri((string)page["webSocketDebuggerUrl"]!), CancellationToken.None);
        foreach (var domain in (string[])["Runtime", "Log", "Page"])
            await browser.Call($"{domain}.enable", []);
        return browser;
    }

    /// <summary>Opens an address.</summary>
    public Task Open(string address) => Call("Page.navigate", new() { ["url"] = address });

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonNode?> Evaluate(string expression)
    {
        var result = await Call("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true });
        Assert.True(result["exceptionDetails"] is null, result.ToJsonString());
        return result["result"]!["value"];
    }

    /// <summary>Waits until an expression in the page is true.</summary>
    public async Task WaitFor(string expression)
    {
        var watch = Stopwatch.StartNew();
        while (!await IsTrue(expression))
        {
            Assert.True(watch.Elapsed < Patience, $"It never was true that {expression}. The page: {await Evaluate("document.body.innerText")}. Complaints: {string.Join("; ", Complaints)}");
            await Task.Delay(50);
        }
    }

    // A page that is still loading has neither body nor scripts, and one that is being left has no answer.
    private async Task<bool> IsTrue(string expression)
    {
        try
        {
            return await Evaluate($"(() => {{ try {{ return {expression}; }} catch {{ return false; }} }})()") is JsonValue value && value.TryGetValue<bool>(out var isTrue) && isTrue;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        for (var tries = 0; tries < 20 && Directory.Exists(folder); tries++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                await Task.Delay(100); // Its children write a little longer.
            }
        }
    }

    private async Task<JsonObject> Call(string method, JsonObject parameters)
    {
        using var soon = new CancellationTokenSource(Patience);
        var id = ++calls;
        var text = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString();
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, soon.Token);
        while (true)
        {
            var message = await Receive(soon.Token);
            if ((string?)message["method"] is "Runtime.exceptionThrown" or "Log.entryAdded")
                Complaints.Add(message["params"]!.ToJsonString());
            if ((int?)message["id"] == id)
                return message["result"] as JsonObject ?? throw new InvalidOperationException(message.ToJsonString());
        }
    }

    private async Task<JsonObject> Receive(CancellationToken cancellation)
    {
        var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, cancellation);
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonSerializer.Deserialize<JsonObject>(message.ToArray())!;
        }
    }
}
