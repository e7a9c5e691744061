using System.CommandLine;

namespace Hiwae.Cli.Options;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>What is written after the program's name.</summary>
    public IReadOnlyList<string> Examples => examples;
}
