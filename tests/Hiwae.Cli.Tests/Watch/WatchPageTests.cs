using Hiwae.Cli.Watch;
using Hiwae.Training;

namespace Hiwae.Cli.Tests.Watch;

/// <summary>The live view as a browser shows it.</summary>
public sealed class WatchPageTests : IDisposable
{
    private readonly RunFolders folders = new();

    public void Dispose() => folders.Dispose();

    [BrowserFact]
    public async Task Curves_appear_and_a_new_epoch_a_new_run_and_the_end_of_one_appear_without_loading_again()
    {
        folders.Add("runs/a", 3);
        using var server = WatchServer.Start(new(new([folders.Of("runs")])), null);
        await using var browser = await Browser.Start();
        await browser.Open(server.Address);

        // One run: a solid and a dashed curve of three epochs, its progress, its picture.
        await browser.WaitFor("document.querySelectorAll('#bounds path[data-points=\"3\"]').length === 2");
        Assert.Equal("1 running", (string?)await browser.Evaluate("document.getElementById('status').textContent"));
        Assert.Equal("epoch 3 of 10", (string?)await browser.Evaluate("document.querySelector('#progress td:nth-of-type(2) small').textContent"));
        Assert.Equal(0.3, (double)(await browser.Evaluate("document.querySelector('progress').position"))!, 6);
        await browser.WaitFor("document.querySelectorAll('#pictures img').length === 1 && [...document.images].every(one => one.complete && one.naturalWidth > 0 && one.alt.length > 5)");
        Assert.Equal(("−33.33", "−33.67"), (await Cell(browser, 3), await Cell(browser, 4)));
        await browser.Evaluate("window.mark = 'not loaded again'");

        folders.AddEpoch("runs/a", 4);
        await browser.WaitFor("document.querySelectorAll('#bounds path[data-points=\"4\"]').length === 2");

        folders.Add("runs/b", 2, learningRate: 0.02);
        await browser.WaitFor("document.querySelectorAll('#bounds path').length === 4");
        Assert.Equal("--learning-rate", (string?)await browser.Evaluate("document.querySelector('#settings table tbody th').textContent"));
        Assert.Equal("a,b", (string?)await browser.Evaluate("[...document.querySelectorAll('#legend button')].map(one => one.textContent).join()"));

        // A run that is switched off in the legend has no curves, until it is switched on again.
        await browser.Evaluate("document.querySelectorAll('#legend button')[1].click()");
        Assert.Equal(2, (int?)await browser.Evaluate("document.querySelectorAll('#bounds path').length"));
        await browser.Evaluate("document.querySelectorAll('#legend button')[1].click()");

        folders.Add("runs/b", 2, RunStatus.Diverged, learningRate: 0.02);
        await browser.WaitFor("document.getElementById('status').textContent === '1 running, 1 diverged'");
        Directory.Delete(folders.Of("runs/a"), recursive: true);
        await browser.WaitFor("document.getElementById('status').textContent === '1 diverged'");
        Assert.Equal("not loaded again", (string?)await browser.Evaluate("window.mark"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Names_from_somebody_else_are_text()
    {
        folders.Add("a", 1, data: "<img src=x onerror=\"window.isTaken=true\">");
        using var server = WatchServer.Start(new(new([folders.Of("a")])), null);
        await using var browser = await Browser.Start();
        await browser.Open(server.Address);
        await browser.WaitFor("document.querySelector('#progress tbody th small')?.textContent === 'small on <img src=x onerror=\"window.isTaken=true\">'");
        Assert.Null(await browser.Evaluate("window.isTaken"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task A_server_that_ends_is_told_of_and_found_again()
    {
        folders.Add("a", 1);
        var site = new WatchSite(new([folders.Of("a")]));
        await using var browser = await Browser.Start();
        int port;
        using (var server = WatchServer.Start(site, null))
        {
            port = server.Port;
            await browser.Open(server.Address);
            await browser.WaitFor("document.getElementById('status').textContent === '1 running'");
        }

        await browser.WaitFor("document.getElementById('status').className === 'lost'");
        using var again = WatchServer.Start(site, port);
        await browser.WaitFor("document.getElementById('status').textContent === '1 running'");
    }

    private static async Task<string?> Cell(Browser browser, int number) =>
        (string?)await browser.Evaluate($"document.querySelector('#progress td:nth-of-type({number})').firstChild.textContent");
}
