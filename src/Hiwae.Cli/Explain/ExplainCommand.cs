using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Explanation;

namespace Hiwae.Cli.Explain;

/// <summary><c>explain MODEL</c>: the meaning of a declaration.</summary>
internal static class ExplainCommand
{
    public static Command Create(Session session)
    {
        var model = CommonOptions.Model(session.Program);
        var mermaid = new Option<bool>("--mermaid") { Description = "Print the graph alone, as a flowchart in the language of Mermaid." };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "explain",
            "Explain a declared model: its factorisation, variables, networks and estimator, and why the estimate is unbiased.",
            $"explain {session.Example("hiwae")}",
            $"explain {session.Example("hiwae")} --mermaid")
        {
            model, mermaid, json,
        };
        command.SetAction(parsed =>
        {
            var entry = session.Find(parsed.GetRequiredValue(model));
            if (parsed.GetValue(mermaid) && parsed.GetValue(json))
                throw new UsageException("--mermaid and --json ask for two outputs; write one of them. The object that --json prints has the flowchart in it.");
            if (parsed.GetValue(mermaid))
            {
                session.Terminal.Output.Write(MermaidChart.Of(entry.Description));
                return;
            }

            var result = entry.Accept(new Explainer());
            if (parsed.GetValue(json))
                JsonText.Write(session.Terminal, result, ExplainJson.Default.ExplainResult);
            else
                ExplainText.Write(session.Terminal.Output, result, session.Program);
        });
        return command;
    }
}
