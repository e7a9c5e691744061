using System.Text.Json.Serialization;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Watch;

/// <summary>Serves the live view until the user has seen enough.</summary>
internal sealed class WatchRun(Session session, WatchRequest request)
{
    /// <summary>Serves it.</summary>
    /// <exception cref="UsageException">A name is that of a file, or the port is taken.</exception>
    public int Run()
    {
        if (request.Folders.FirstOrDefault(File.Exists) is { } file)
            throw new UsageException($"{file} is a file, and watch takes folders; name that of a run, or one with runs in it.");
        var watched = new WatchedFolders(request.Folders);
        using var server = WatchServer.Start(new WatchSite(watched), request.Port);
        var view = watched.Look();
        if (request.Json)
            JsonText.Write(session.Terminal, new WatchResult(server.Address, server.Port, [.. view.Runs.Select(run => new WatchResultRun(run.Folder, run.Model, run.Status))]), WatchResultJson.Default.WatchResult);
        session.Terminal.Output.Flush();
        foreach (var missing in request.Folders.Where(folder => !Directory.Exists(folder)))
            session.Say($"{missing} is not there yet; its runs appear when it is.");
        session.Say($"{(view.Runs.Length == 1 ? "1 run is" : $"{view.Runs.Length} runs are")} shown at {server.Address} (this machine alone). Ctrl-C ends it.");
        session.Interruption.Token.WaitHandle.WaitOne();
        session.Say("The view is closed; the runs go on.");
        return 0;
    }
}

/// <summary>What <c>watch --json</c> prints when it begins.</summary>
/// <param name="Address">Of the page.</param>
/// <param name="Port">Its port.</param>
/// <param name="Runs">Those that are there.</param>
internal sealed record WatchResult(string Address, int Port, IReadOnlyList<WatchResultRun> Runs);

/// <summary>A run.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Model">Its model; null before its first epoch.</param>
/// <param name="Status">How it is.</param>
internal sealed record WatchResultRun(string Folder, string? Model, WatchStatus Status);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WatchResult))]
internal sealed partial class WatchResultJson : JsonSerializerContext;
