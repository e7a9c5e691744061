using System.Net;
using System.Net.Sockets;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Watch;

namespace Hiwae.Cli.Tests.Watch;

public sealed class WatchServerTests : IDisposable
{
    private readonly RunFolders folders = new();

    public WatchServerTests() => folders.Add("a", 2);

    public void Dispose() => folders.Dispose();

    private WatchServer Start() => WatchServer.Start(new(new([folders.Of("a")])), null);

    [Fact]
    public async Task It_answers_with_headers_that_keep_the_browser_to_it()
    {
        using var server = Start();
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(server.Address));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Other_hosts_methods_and_paths_are_refused()
    {
        using var server = Start();
        using var client = new HttpClient();
        using var post = await client.PostAsync(new Uri(server.Address), new StringContent("x"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal(["GET", "HEAD"], post.Content.Headers.Allow);
        using var head = await client.SendAsync(new(HttpMethod.Head, server.Address));
        Assert.True(head.Content.Headers.ContentLength > 1000);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address);
        request.Headers.Host = $"example.org:{server.Port}";
        using var misled = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, misled.StatusCode);
        Assert.StartsWith("HTTP/1.1 404", await Raw(server.Port, "GET /runs/r1/../../../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 400", await Raw(server.Port, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"));
    }

    [Fact]
    public void It_listens_on_loopback_alone()
    {
        using var server = Start();
        var listeners = System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => end.Port == server.Port);
        Assert.Equal(IPAddress.Loopback, Assert.Single(listeners).Address);
    }

    [Fact]
    public async Task What_changes_is_sent_as_it_happens()
    {
        using var server = Start();
        using var client = new HttpClient();
        using var stream = await client.GetStreamAsync(new Uri(server.Address + "events"));
        using var reader = new StreamReader(stream);
        Assert.Contains("\"epoch\":2,\"epochs\":10", await reader.ReadLineAsync());
        await reader.ReadLineAsync();
        folders.AddEpoch("a", 3);
        Assert.Contains("\"epoch\":3,\"epochs\":10", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    /// <summary>Browsers that still listen do not keep it.</summary>
    [Fact]
    public async Task The_command_says_where_the_page_is_and_an_interruption_ends_it()
    {
        using var interruption = new Interruption();
        var isShown = new TaskCompletionSource<string>();
        var error = new ListeningWriter(line =>
        {
            if (line.Contains(" shown at ", StringComparison.Ordinal))
                isShown.TrySetResult(line);
        });
        var command = Task.Run(() => Invocation.Of(interruption, error, "watch", folders.Of("a"), folders.Of("later"), "--json"));
        var line = await isShown.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var address = line[line.IndexOf("http", StringComparison.Ordinal)..line.IndexOf(" (", StringComparison.Ordinal)];
        using var client = new HttpClient();
        using var stream = await client.GetStreamAsync(new Uri(address + "events"));
        interruption.Request();
        var result = await command.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, result.Status);
        Assert.Equal(address, result.Json.GetProperty("address").GetString());
        Assert.Equal(["running", "waiting"], result.Json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("status").GetString()));
        Assert.Contains($"{folders.Of("later")} is not there yet; its runs appear when it is.", result.Error);
        Assert.Contains("2 runs are shown at", result.Error);
    }

    [Fact]
    public void A_port_that_is_in_use_is_named_where_it_was_asked_for_and_another_taken_where_not()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var result = Invocation.Of("watch", folders.Of("a"), "--port", $"{port}");
        Assert.Equal(2, result.Status);
        Assert.Contains($"error: The port {port} is in use, or not for users to take; name another with --port, or leave it out.", result.Error);
        using var first = Start();
        using var second = Start();
        Assert.NotEqual(first.Port, second.Port);
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        File.WriteAllText(folders.Of("file"), "");
        var result = Invocation.Of("watch", folders.Of("file"));
        Assert.Equal(2, result.Status);
        Assert.Contains($"error: {folders.Of("file")} is a file, and watch takes folders; name that of a run, or one with runs in it.", result.Error);
        Assert.Equal(2, Invocation.Of("watch").Status);
        Assert.Contains("'watch' lacks its DIR.", Invocation.Of("watch").Error);
    }

    private static async Task<string> Raw(int port, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
