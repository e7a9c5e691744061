using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;

namespace Hiwae.Cli.Use;

/// <summary>Makes a command of a question.</summary>
internal static class UseCommand
{
    /// <summary>A command.</summary>
    /// <param name="session">The surroundings.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">For the help.</param>
    /// <param name="options">The options that it shares with others.</param>
    /// <param name="own">The symbols that it has besides: arguments come after the run's folder, options before the shared ones.</param>
    /// <param name="question">The question of a command line.</param>
    /// <param name="examples">Without the program's name.</param>
    public static Command Create(
        Session session, string name, string description, UseOptions options, IReadOnlyList<Symbol> own, Func<ParseResult, IQuestion> question, params string[] examples)
    {
        var command = new ExampleCommand(name, description, examples);
        foreach (var option in own.OfType<Option>())
            command.Options.Add(option);
        options.AddTo(command);
        foreach (var argument in own.OfType<Argument>())
            command.Arguments.Add(argument);
        command.SetAction(parsed =>
        {
            var asked = question(parsed);
            var request = options.From(parsed);
            var (run, entry) = RunNetwork.Find(session, request.Folder, null);
            return entry.Accept(new UseRun(session, request, run, asked));
        });
        return command;
    }

    /// <summary>An answer of files that were written, or not.</summary>
    public static UseResult Answer(int count, params IReadOnlyList<(WrittenFile? File, string? Fault)> written) => new()
    {
        Count = count,
        Files = [.. written.Select(one => one.File).OfType<WrittenFile>()],
        Faults = [.. written.Select(one => one.Fault).OfType<string>()],
    };
}
