using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;

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
                ResultJson.Write(session.Terminal, result);
            else
                Write(session.Terminal.Output, result);
            return result.Ok ? 0 : Failure.Failed;
        });
        return command;
    }

    private static void Write(TextWriter writer, DoctorResult result)
    {
        var width = result.Facts.Max(f => f.Name.Length) + 2;
        foreach (var fact in result.Facts)
            writer.WriteLine(fact.Name.PadRight(width) + fact.Value);
        writer.WriteLine();
        foreach (var finding in result.Findings)
        {
            writer.WriteLine($"{finding.Severity}: {finding.Problem}");
            writer.WriteLine($"    {finding.Remedy}");
        }

        writer.WriteLine(result.Ok ? "All is well." : "Something is missing.");
    }
}
