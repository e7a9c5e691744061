using Hiwae.Cli.History;
using Hiwae.Cli.Options;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Report;

/// <summary>The bounds by epoch.</summary>
internal static class CourseCharts
{
    // From here on the first epochs, in which most is gained, hide what comes after.
    private const int Many = 8;

    /// <summary>Each with words for those who do not see it.</summary>
    /// <param name="epochs">The epochs.</param>
    /// <param name="objective">What the bounds are of, in brackets behind them.</param>
    public static IEnumerable<(Chart Chart, string Words)> Of(IReadOnlyList<EpochLine> epochs, (string Training, string Validation) objective)
    {
        if (epochs.Count == 0)
            yield break;
        yield return One("Bound by epoch", epochs, objective);
        if (epochs.Count >= Many)
            yield return One("The same, without the first epochs", [.. epochs.Skip(epochs.Count / 4)], objective);
    }

    private static (Chart Chart, string Words) One(string title, IReadOnlyList<EpochLine> epochs, (string Training, string Validation) objective)
    {
        double[] numbers = [.. epochs.Select(line => (double)line.Epoch)];
        Curve Of(string name, int colour, Func<EpochLine, double?> value) => new(numbers, [.. epochs.Select(line => value(line) ?? double.NaN)])
        {
            Label = name,
            Colour = Colour.Of(colour),
            Radius = epochs.Count > 60 ? 0 : 2.5,
        };
        var (first, last) = (epochs[0], epochs[^1]);
        var (training, validation) = objective;
        var words = $"Curves of the bound by epoch: in training{training} from {Numbers.Text(first.TrainingBound)} nats in epoch {first.Epoch} to {Numbers.Text(last.TrainingBound)} in epoch {last.Epoch}, "
            + $"on validation data{validation} from {Numbers.Text(first.ValidationBound)} to {Numbers.Text(last.ValidationBound)}.";
        return (
            new(
                title,
                new Panel(
                    "",
                    new("epoch") { IsWhole = true },
                    new("bound, nats"),
                    Of("training" + training, 0, line => line.TrainingBound),
                    Of("validation" + validation, 1, line => line.ValidationBound)))
            {
                PanelWidth = 480,
                PanelHeight = 340,
            },
            words);
    }
}
