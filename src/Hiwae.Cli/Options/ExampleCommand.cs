using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Hiwae.Cli.Options;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>The arguments of each example, without the program's name.</summary>
    public IReadOnlyList<string> Examples => examples;
}

/// <summary>The library's help, followed by examples.</summary>
internal sealed class HelpWithExamples(HelpAction standard, string program) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var status = standard.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var examples = command is ExampleCommand one
            ? one.Examples
            : [.. command.Subcommands.OfType<ExampleCommand>().Where(c => !c.Hidden).Select(c => c.Examples[0])];
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples)
            output.WriteLine($"  {program} {example}");
        return status;
    }
}
