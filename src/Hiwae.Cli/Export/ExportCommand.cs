using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Onnx;

namespace Hiwae.Cli.Export;

/// <summary>A request of <c>export</c>.</summary>
/// <param name="Folder">The run.</param>
/// <param name="Part">The only part to export; null for both.</param>
/// <param name="Output">The folder of the files; one in the run's where null.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record ExportRequest(string Folder, OnnxPart? Part, string? Output, bool Json);

/// <summary><c>export RUN_DIR</c>: a trained model as ONNX files.</summary>
internal static class ExportCommand
{
    public static Command Create(Session session)
    {
        var folder = CommonOptions.RunFolder();
        var part = ChoiceOption.Create<OnnxPart?>(
            "--part", "The only part to export (default: both).", [("encoder", OnnxPart.Encoder), ("decoder", OnnxPart.Decoder)]);
        var output = CommonOptions.Out($"Where the files go (default: the folder {ExportRun.Subfolder} in RUN_DIR).");
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "export",
            "Write the encoder and the decoder of a trained model as ONNX files, which other programs run: in Python, in C#, in a browser.",
            "export runs/first",
            "export runs/first --part decoder --out models --json")
        {
            folder, part, output, json,
        };
        command.SetAction(parsed =>
        {
            var request = new ExportRequest(parsed.GetRequiredValue(folder), parsed.GetValue(part), parsed.GetValue(output), parsed.GetValue(json));
            var (run, entry) = RunNetwork.Find(session, request.Folder, missing: null);
            return entry.Accept(new ExportRun(session, request, run));
        });
        return command;
    }
}
