using Hiwae.Cli.Terminal;
using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>What is said of a training.</summary>
internal static class TrainWords
{
    /// <summary>In what blocks proposals go through the model; empty where a step takes all together.</summary>
    public static string Blocks<TModel>(ModelNetwork<TModel> network, DataSet data, TrainingOptions options) where TModel : class, IModel<TModel>
    {
        var batch = Math.Min(options.BatchSize, data.Train.Count);
        var plan = options.Plan(network, batch);
        var parts = new List<string>();
        if (plan.Samples < network.Samples)
            parts.Add($"{Numbers.Count(plan.Samples)} of {Numbers.Count(network.Samples)} proposals");
        if (plan.Data < batch)
            parts.Add($"{plan.Data} of {batch} images");
        return parts.Count == 0 ? "" : FormattableString.Invariant($"; in blocks of {string.Join(" for ", parts)}, about {Math.Max(1, plan.Bytes / 1_000_000):N0} MB at a time");
    }

    /// <summary>How a run ended.</summary>
    public static string Ending(RunRecord run, bool interrupted, bool isDoubtful) => (interrupted, run.Status) switch
    {
        (true, RunStatus.Interrupted) =>
            $"Interrupted {(run.KeptEpoch is { } ended ? $"after epoch {ended}" : $"in epoch {run.Epoch + 1}")}, after {run.Step} {(run.Step == 1 ? "step" : "steps")}; the parameters are saved.",
        (true, _) => "Training is complete and saved; the test was interrupted.",
        _ when isDoubtful => "Done, but see the warning.",
        _ => "Done.",
    };
}
