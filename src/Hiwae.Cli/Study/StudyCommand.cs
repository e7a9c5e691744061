using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Study;

/// <summary><c>study NAME</c>: an experiment of many trainings, each kept as soon as it is done.</summary>
internal static class StudyCommand
{
    public static Command Create(Session session)
    {
        ExampleCommand[] studies = [BurdaCommand.Create(session), CouplingCommand.Create(session)];
        var command = new ExampleCommand("study", "Run an experiment of many trainings, which goes on from what is there.", [.. studies.SelectMany(study => study.Examples)]);
        foreach (var study in studies)
            command.Subcommands.Add(study);
        int Lacks() => throw new UsageException(
            $"'study' lacks the name of a study: {string.Join(", ", studies.Select(study => study.Name))}. Write '{session.Program} study {studies[0].Name} --help' for its options.");
        command.SetAction(_ => Lacks());
        return command;
    }
}
