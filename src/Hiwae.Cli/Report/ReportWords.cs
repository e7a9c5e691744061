using Hiwae.Cli.History;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Report;

/// <summary>The numbers and sentences of a report.</summary>
internal static class ReportWords
{
    /// <summary>How the run ended, in a sentence.</summary>
    public static string Lead(RunRecord run) => run.Status switch
    {
        RunStatus.Completed => $"Training is complete: {Epochs(run.Epoch)}{(run.KeptEpoch is { } kept && kept != run.Epoch ? $", of which epoch {kept} is kept" : "")}.",
        RunStatus.Interrupted => $"Training was interrupted after {Epochs(run.Epoch)} of {run.Options.Epochs}.",
        RunStatus.Diverged => $"Training diverged; the parameters are those of epoch {run.KeptEpoch ?? run.Epoch}.",
        _ => $"Training is under way, or was killed, after {Epochs(run.Epoch)} of {run.Options.Epochs}.",
    };

    /// <summary>The numbers at the top.</summary>
    public static IEnumerable<(string Name, string Value, string Unit)> Tiles(RunReport report)
    {
        var metrics = report.Run.Metrics;
        if (metrics.TestNll is { } nll)
            yield return ("log p(x)", Minus(Numbers.Text(-nll)), $"± {Numbers.Error(metrics.TestNllStandardError)} nats");
        if (metrics.TestBound is { } bound)
            yield return ($"test bound, K = {report.Run.Samples}", Minus(Numbers.Text(bound)), "nats");
        if (metrics.ValidationBound is { } validation)
            yield return ("validation bound", Minus(Numbers.Text(validation)), "nats");
        yield return ("epochs", Numbers.Count(report.Run.Epoch), $"of {report.Run.Options.Epochs}");
        if (metrics.Seconds is { } seconds)
            yield return ("training time", Duration.Text(TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9))), metrics.ImagesPerSecond is { } rate ? $"{Numbers.Count((long)Math.Clamp(rate, 0, 1e15))} data per second" : "");
        yield return ("parameters", Numbers.Count(report.Model.Parameters), "");
    }

    /// <summary>The best epoch, in a sentence.</summary>
    public static string Best(RunReport report) => report.Epochs.Where(line => line.ValidationBound is not null).MaxBy(line => line.ValidationBound) is { } best
        ? $"The best validation bound is {Minus(Numbers.Text(best.ValidationBound))} nats, after epoch {best.Epoch}."
        : "No validation bound is known.";

    /// <summary>What was measured of the estimator, with what it is.</summary>
    public static IEnumerable<IReadOnlyList<string>> Estimator(RunRecord run)
    {
        var metrics = run.Metrics;
        var samples = run.Samples.ToString(CultureInfo.InvariantCulture);
        yield return [$"bound L_{samples}", Minus(Numbers.Text(metrics.TestBound)), "nats; a lower bound of log p(x) in the mean"];
        yield return ["log p(x)", Minus(Numbers.Text(-metrics.TestNll)), $"nats, estimated with {Numbers.Text(metrics.TestNllSamples, 0)} samples for each datum"];
        yield return ["standard error", Numbers.Error(metrics.TestNllStandardError), $"of log p(x), over {Numbers.Text(metrics.TestImages, 0)} test data"];
        yield return ["effective samples", Numbers.Text(metrics.EffectiveSampleSize), $"1 / Σ ω², of {samples}"];
        yield return ["Var log ŵ", Numbers.Text(metrics.VarianceLogEstimate), "nats², over draws for the same datum"];
        yield return ["correlation of weights", Minus(Numbers.Text(metrics.MeanWeightCorrelation, 3)), $"mean over pairs of π_i w_i and π_j w_j; it cannot be below {Minus(Numbers.Text(metrics.WeightCorrelationFloor, 3))}, since weights are not negative"];
        yield return ["correlation of log weights", Minus(Numbers.Text(metrics.MeanLogWeightCorrelation, 3)), "the same of their logarithms"];
        yield return ["gain by coupling", Minus(Numbers.Text(metrics.CouplingGain)), Gain(run)];
    }

    private static string Gain(RunRecord run)
    {
        var most = Minus(Numbers.Text(run.Metrics.CouplingCeiling));
        return (run.Samples, run.Metrics.CouplingGain) switch
        {
            (1, _) => "there is one proposal",
            (_, null) => $"nothing is shared between proposals; the best coupling {(run.Samples == 2 ? "" : "that was found ")}of the same terms would give {most} nats",
            (2, _) => $"nats, of at most {most}: the bound less that of the same terms drawn independently",
            _ => $"nats, of {most} of the best coupling that was found: the bound less that of the same terms drawn independently",
        };
    }

    /// <summary>The options that were set, or the others.</summary>
    public static IEnumerable<IReadOnlyList<string>> Settings(RunRecord run, bool isDefault) =>
        RunSettings.Of(run).Where(setting => setting.IsDefault == isDefault).Select(setting => (string[])[setting.Option, setting.Shown]);

    /// <summary>Data, machine and versions.</summary>
    public static IEnumerable<IReadOnlyList<string>> Surroundings(RunReport report)
    {
        var run = report.Run;
        yield return ["data", run.Data.Source == run.Data.Name ? run.Data.Name : $"{run.Data.Name}, in {run.Data.Source}"];
        yield return ["variables", report.DataLine ?? "the data were not read for this report"];
        yield return ["training data", Data(run.Data)];
        yield return ["step", report.Model.Step];
        if (report.Machine is { } machine)
            yield return ["machine", machine];
        yield return ["threads", run.Threads.ToString(CultureInfo.InvariantCulture)];
        yield return ["Hiwae", run.Version];
        yield return ["tensor engine", run.Engine];
        yield return ["run", report.Folder];
    }

    /// <summary>How alike a repetition is.</summary>
    public static string Repeating(RunRecord run) => run.Threads == 1
        ? "With one thread a run repeats to the last bit on the same kind of processor."
        : "With several threads sums are added up in other orders, so that a repetition is alike, but not to the last bit; with --threads 1 runs repeat to the last bit.";

    private static string Epochs(int count) => count == 1 ? "1 epoch" : $"{Numbers.Count(count)} epochs";

    private static string Minus(string number) => number.StartsWith('-') ? "−" + number[1..] : number;

    private static string Data(RunData data) => data.Fields.IsEmpty || data.Fields.Any(field => field.Kind is FieldKind.Pixels)
        ? $"{Numbers.Count(data.TrainingImages)} of {data.Height} × {data.Width}, binarisation {data.Binarisation.ToString().ToLowerInvariant()}"
        : $"{Numbers.Count(data.TrainingImages)} rows of {data.Fields.Length} {(data.Fields.Length == 1 ? "field" : "fields")}";
}
