using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Watch;

/// <summary>A request of <c>watch</c>.</summary>
/// <param name="Folders">Runs, or folders with runs in them.</param>
/// <param name="Port">The port; null for the usual one, or any where that is taken.</param>
/// <param name="Json">Whether the address is one JSON object.</param>
internal sealed record WatchRequest(IReadOnlyList<string> Folders, int? Port, bool Json);

/// <summary><c>watch DIR…</c>: the live view of runs in a browser.</summary>
internal static class WatchCommand
{
    public static Command Create(Session session)
    {
        var folders = new Argument<string[]>("DIR")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "The folder of a run, or one with runs in it; it need not be there yet.",
        };
        folders.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
                result.AddError("DIR is empty; name the folder of a run, or one with runs in it.");
        });
        var port = NumberOption.Whole("--port", $"The port of the page (default {WatchServer.UsualPort}, or any that is free).", 1, 65535);
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "watch",
            "Show runs in a browser while they train, side by side: curves, pictures, progress, settings that differ. On this machine alone, and without changing anything. Ctrl-C ends it.",
            "watch runs",
            "watch runs/first runs/second --port 8000")
        {
            folders, port, json,
        };
        command.SetAction(parsed => new WatchRun(session, new(parsed.GetRequiredValue(folders), parsed.GetValue(port), parsed.GetValue(json))).Run());
        return command;
    }
}
