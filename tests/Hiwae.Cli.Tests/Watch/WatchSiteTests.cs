using System.Text;
using System.Text.Json;
using Hiwae.Cli.Watch;

namespace Hiwae.Cli.Tests.Watch;

public sealed class WatchSiteTests : IDisposable
{
    private readonly RunFolders folders = new();
    private readonly WatchSite site;

    public WatchSiteTests()
    {
        folders.Add("a", 3, data: "<script>alert(1)</script>");
        site = new(new([folders.Of("a")]));
    }

    public void Dispose() => folders.Dispose();

    private WatchAnswer Get(string path) => site.Answer("GET", "127.0.0.1", path);

    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/watch.css", "text/css; charset=utf-8")]
    [InlineData("/watch.js", "text/javascript; charset=utf-8")]
    [InlineData("/charts.js", "text/javascript; charset=utf-8")]
    [InlineData("/parts.js", "text/javascript; charset=utf-8")]
    [InlineData("/runs.json", "application/json")]
    public void The_page_and_its_parts_are_there_and_may_load_nothing_from_elsewhere(string path, string type)
    {
        var answer = Get(path);
        Assert.Equal((200, type), (answer.Status, answer.Type));
        Assert.NotEmpty(answer.Body);
        Assert.StartsWith("default-src 'none'; script-src 'self';", answer.ContentPolicy);
        Assert.DoesNotContain("unsafe", answer.ContentPolicy);
    }

    [Fact]
    public void The_page_has_no_script_and_no_style_in_itself()
    {
        var page = Encoding.UTF8.GetString(Get("/").Body);
        Assert.DoesNotContain("style=", page);
        Assert.DoesNotContain("http", page);
        Assert.Contains("<script src=\"watch.js\" type=\"module\"></script>", page);
        Assert.All((string[])["watch", "charts", "parts"], name => Assert.DoesNotContain("innerHTML", Encoding.UTF8.GetString(Get($"/{name}.js").Body)));
    }

    [Fact]
    public void The_state_tells_of_the_run()
    {
        var run = JsonDocument.Parse(Get("/runs.json").Body).RootElement.GetProperty("runs")[0];
        Assert.Equal("running", run.GetProperty("status").GetString());
        Assert.Equal(3, run.GetProperty("history").GetArrayLength());
        Assert.Equal(-101.0 / 3, run.GetProperty("history")[2].GetProperty("validation_bound").GetDouble());
        Assert.Equal("<script>alert(1)</script>", run.GetProperty("data").GetString());
    }

    [Fact]
    public void Pictures_of_a_run_are_given_by_their_kind()
    {
        Get("/runs.json");
        var answer = Get("/runs/r1/samples");
        Assert.Equal((200, "image/png"), (answer.Status, answer.Type));
        Assert.Equal(File.ReadAllBytes(folders.Of("a/samples.png")), answer.Body);
        Assert.Equal(404, Get("/runs/r1/reconstructions").Status);
    }

    /// <summary>It may come from somebody else, and be anything.</summary>
    [Fact]
    public void The_page_of_a_run_may_do_nothing()
    {
        Get("/runs.json");
        File.WriteAllText(folders.Of("a/report.html"), "<script>alert(1)</script>");
        var answer = Get("/runs/r1/report");
        Assert.Equal("text/html; charset=utf-8", answer.Type);
        Assert.StartsWith("sandbox; default-src 'none';", answer.ContentPolicy);
        Assert.DoesNotContain("script-src", answer.ContentPolicy);
    }

    [Theory]
    [InlineData("/runs/r1/run.json")]
    [InlineData("/runs/r1/../../../etc/passwd")]
    [InlineData("/runs/r1/..%2f..%2fetc%2fpasswd")]
    [InlineData("/runs/../samples")]
    [InlineData("/runs//samples")]
    [InlineData("/runs/r2/samples")]
    [InlineData("/runs/r1/samples/")]
    [InlineData("/../watch.css")]
    [InlineData("//etc/passwd")]
    [InlineData("/metrics.jsonl")]
    [InlineData("")]
    public void Nothing_else_is_there(string path)
    {
        Get("/runs.json");
        Assert.Equal(404, Get(path).Status);
    }

    [Fact]
    public void A_link_in_the_folder_of_a_run_leads_nowhere()
    {
        File.WriteAllText(folders.Of("secret"), "secret");
        File.CreateSymbolicLink(folders.Of("a/reconstructions.png"), folders.Of("secret"));
        Get("/runs.json");
        Assert.Equal(404, Get("/runs/r1/reconstructions").Status);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public void Nothing_can_be_changed(string method) => Assert.Equal(405, site.Answer(method, "127.0.0.1", "/").Status);

    /// <summary>A page of somebody else whose name was made to lead here reads nothing.</summary>
    [Theory]
    [InlineData("example.org", 421)]
    [InlineData("", 421)]
    [InlineData("127.0.0.1.example.org", 421)]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]", 200)]
    public void Other_names_of_this_machine_are_refused(string host, int status) => Assert.Equal(status, site.Answer("GET", host, "/runs.json").Status);
}
