using System.Diagnostics;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Verify;

/// <summary>Puts models to the laws and reports as it goes.</summary>
/// <param name="session">The surroundings of every command.</param>
/// <param name="models">The models, in order.</param>
/// <param name="options">The number of cases, and their seed.</param>
/// <param name="asJson">Whether the result is one JSON object.</param>
internal sealed class VerifyRun(Session session, IReadOnlyList<ModelEntry> models, LawOptions options, bool asJson) : IModelVisitor<bool>
{
    private readonly List<LawResult> results = [];

    /// <summary>Verifies them all.</summary>
    /// <returns>The exit status: 0; 1 where a law does not hold, 130 after an interruption.</returns>
    public int Run()
    {
        var watch = Stopwatch.StartNew();
        var interrupted = false;
        foreach (var model in models)
        {
            try
            {
                model.Accept(this);
            }
            catch (OperationCanceledException)
            {
                interrupted = true;
                break;
            }
        }

        var broken = results.Count(law => law.Outcome == LawOutcome.Broken);
        if (asJson)
            JsonText.Write(session.Terminal, new VerifyResult([.. results.Select(VerifiedLaw.Of)], broken == 0, interrupted, options.Seed, watch.Elapsed.TotalSeconds), VerifyJson.Default.VerifyResult);
        else
            Summarise(broken, watch.Elapsed);
        if (interrupted)
            session.Say("Interrupted: not all laws were tested.");
        return interrupted ? Interruption.ExitStatus : broken > 0 ? ExitStatus.Failed : 0;
    }

    /// <inheritdoc/>
    public bool Visit<TModel>() where TModel : class, IModel<TModel>
    {
        if (!asJson)
            session.Terminal.Output.WriteLine(TModel.Description.Name);
        ModelLaws.Verify<TModel>(options with { Progress = Report, IsStopped = () => session.Interruption.IsRequested });
        if (!asJson)
            session.Terminal.Output.WriteLine();
        return true;
    }

    private void Report(LawResult law)
    {
        results.Add(law);
        if (asJson)
        {
            session.Say(law.ToString());
            return;
        }

        var output = session.Terminal.Output;
        if (law.Outcome == LawOutcome.DoesNotApply)
        {
            Paragraph.Write(output, law.Reason!, new string(' ', 28), $"  –  {law.Name,-23}");
            return;
        }

        var sign = law.Outcome == LawOutcome.Holds ? "ok" : "NO";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {sign} {law.Name,-23}{law.Statistic,10:g3} ≤ {law.Threshold:g3}{(law.Outcome == LawOutcome.Broken ? " does not hold" : "")}, {law.Tests} {(law.Tests == 1 ? "case" : "cases")}"));
        if (law.Counterexample is { } counterexample)
        {
            if (law.Finding is { } finding)
                Paragraph.Write(output, finding, new string(' ', 28));
            Paragraph.Write(output, $"counterexample, shrunk: {counterexample}", new string(' ', 28));
            Paragraph.Write(output, $"replay: {session.Program} verify {law.Model} --tests {options.Tests} --seed {law.Seed}", new string(' ', 28));
        }
    }

    private void Summarise(int broken, TimeSpan time)
    {
        var (tested, left) = (results.Count(law => law.Outcome != LawOutcome.DoesNotApply), results.Count(law => law.Outcome == LawOutcome.DoesNotApply));
        session.Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{tested} laws tested on {models.Count} {(models.Count == 1 ? "model" : "models")} in {time.TotalSeconds:f1} s: {(broken == 0 ? "all hold" : $"{broken} do not hold")}; {left} do not apply."));
    }
}
