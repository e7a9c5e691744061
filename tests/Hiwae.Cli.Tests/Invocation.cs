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

    /// <summary>The command line of a program that declares these models alone.</summary>
    public static Invocation With(string[] models, params string[] args) =>
        Of([.. DeclaredModels.All.Where(entry => models.Contains(entry.Description.Name))], new Interruption(), new StringWriter(), args);

    public static Invocation Of(Interruption interruption, StringWriter error, params string[] args) => Of(DeclaredModels.All, interruption, error, args);

    private static Invocation Of(IReadOnlyList<ModelEntry> models, Interruption interruption, StringWriter error, string[] args)
    {
        var output = new StringWriter();
        var status = HiwaeCommandLine.Run(models, args, new StandardStreams(output, error, IsInteractive: false), interruption);
        return new(status, output.ToString(), error.ToString());
    }
}
