using System.CommandLine;
using System.Text.Json.Serialization;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Doctor;

/// <summary><c>doctor</c>: what the program runs on, and what is missing.</summary>
internal static class DoctorCommand
{
    public static Command Create(Session session)
    {
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "doctor", "Show the tensor engine, how it was loaded, threads and processor, and what is missing.", "doctor", "doctor --json")
        {
            threads, json,
        };
        command.SetAction(parsed =>
        {
            var result = Examination.Run(parsed.GetValue(threads));
            if (parsed.GetValue(json))
                JsonText.Write(session.Terminal, result, DoctorJson.Default.DoctorResult);
            else
                Write(session.Terminal.Output, result);
            return result.Ok ? 0 : ExitStatus.Failed;
        });
        return command;
    }

    private static void Write(TextWriter writer, DoctorResult result)
    {
        Tables.WriteColumns(writer, result.Facts.Select(fact => (string[])[fact.Name, fact.Value]));
        writer.WriteLine();
        foreach (var finding in result.Findings)
        {
            writer.WriteLine($"{finding.Severity}: {finding.Problem}");
            writer.WriteLine($"    {finding.Remedy}");
        }

        writer.WriteLine(result.Ok ? "All is well." : "Something is missing.");
    }
}

/// <summary>The result of <c>doctor --json</c>.</summary>
internal sealed record DoctorResult(
    bool Ok, IReadOnlyList<DoctorFact> Facts, IReadOnlyList<DoctorFinding> Findings);

/// <summary>A fact about the machine or the program.</summary>
internal sealed record DoctorFact(string Name, string Value);

/// <summary>A fault, or a piece of advice.</summary>
/// <param name="Severity"><c>missing</c> or <c>advice</c>.</param>
/// <param name="Problem">The fault.</param>
/// <param name="Remedy">The command that mends it.</param>
internal sealed record DoctorFinding(string Severity, string Problem, string Remedy);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DoctorResult))]
internal sealed partial class DoctorJson : JsonSerializerContext;
