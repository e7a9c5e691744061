using Hiwae.Cli.Runs;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>The warning of a training that went on to its end and lost what it had gained.</summary>
internal static class DivergenceWarning
{
    /// <summary>The warning; none where there is nothing to warn of.</summary>
    public static IReadOnlyList<string> Of<TModel>(TrainingOutcome<TModel> outcome, TrainingOptions options) where TModel : class, IModel<TModel>
    {
        if (outcome is not { Start: { } start, Epoch: { } end, Best: { } best } || !Gain.IsLost(start, best.ValidationBound, end.ValidationBound))
            return [];
        var rate = Math.Max(options.LearningRate, options.InferenceLearningRate ?? 0);
        var wasBetter = best.ValidationBound > start && best.Epoch != end.Epoch;
        return
        [
            $"{TModel.Description.Name} diverged: the bound on validation images is {Nats(end.ValidationBound)} nats after epoch {end.Epoch}, and was {Nats(start)} before training"
                + (wasBetter ? $" and {Nats(best.ValidationBound)} after epoch {best.Epoch}" : "")
                + FormattableString.Invariant($". Train again with a --learning-rate below {rate}")
                + (options.GradientNorm is { } norm ? FormattableString.Invariant($" or a --gradient-norm below {norm}") : "")
                + (wasBetter ? "; --patience N stops in time, and returns to the best epoch." : "."),
        ];
    }

    private static string Nats(double value) => value.ToString("N2", CultureInfo.InvariantCulture);
}
