using System.CommandLine;
using System.CommandLine.Invocation;
using Hiwae.Cli.Runs;

namespace Hiwae.Cli;

/// <summary>Prints the version that run records name.</summary>
internal sealed class ShowVersion : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool Terminating => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(Session.Version);
        return 0;
    }
}
