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
        var coupling = CouplingCommand.Create(session);
        var command = new ExampleCommand("study", "Run an experiment of many trainings, which goes on from what is there.", [.. coupling.Examples]) { coupling };
        int Lacks() => throw new UsageException(
            $"'study' lacks the name of a study: {string.Join(", ", command.Subcommands.Select(study => study.Name))}. Write '{session.Program} study {coupling.Name} --help' for its options.");
        command.SetAction(_ => Lacks());
        return command;
    }
}
