using System.Text.Json;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Tests;

/// <summary>What a command line wrote and returned.</summary>
/// <param name="Status">The exit status.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Invocation(int Status, string Output, string Error)
{
    /// <summary>The one JSON object on standard output.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static Invocation Of(params string[] args) => Of(new Interruption(), new StringWriter(), args);

    public static Invocation Of(Interruption interruption, StringWriter error, params string[] args)
    {
        var output = new StringWriter();
        var status = HiwaeCommandLine.Run(DeclaredModels.All, args, new StandardStreams(output, error, IsInteractive: false), interruption);
        return new(status, output.ToString(), error.ToString());
    }
}
