using Hiwae.Checkpoints;
using Hiwae.Cli.History;
using Hiwae.Cli.Report;
using Hiwae.Cli.Terminal;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>Tells the history of a run of its epochs and of its test.</summary>
/// <param name="history">Writes it.</param>
/// <param name="binding">The data.</param>
internal sealed class TrainHistory<TModel>(RunHistory history, DataBinding binding) where TModel : class, IModel<TModel>
{
    private long images;
    private double seconds;

    /// <summary>The run is taken up from an epoch: what the folder's history says of later ones no longer holds.</summary>
    /// <param name="epoch">The last epoch that stands.</param>
    /// <param name="seenImages">The training images that the outcomes to come count as seen.</param>
    /// <param name="spentSeconds">The seconds that they count as spent.</param>
    public void Continue(int epoch, long seenImages = 0, double spentSeconds = 0)
    {
        history.Continue(epoch);
        (images, seconds) = (seenImages, spentSeconds);
    }

    /// <summary>An epoch ended.</summary>
    /// <param name="outcome">The run at its end.</param>
    /// <param name="isKept">Whether the checkpoint is on disk.</param>
    public void Add(TrainingOutcome<TModel> outcome, bool isKept)
    {
        if (outcome.Epoch is not { } epoch)
            return;
        var optimisers = outcome.State.Optimisers;
        var line = new EpochLine
        {
            Epoch = epoch.Epoch,
            Step = outcome.State.Step,
            Time = DateTimeOffset.UtcNow,
            TrainingBound = Numbers.Finite(epoch.TrainingBound),
            ValidationBound = Numbers.Finite(epoch.ValidationBound),
            IsBest = epoch.IsBest,
            LearningRate = optimisers.Generative.Rate,
            InferenceLearningRate = optimisers.Inference.Rate,
            GradientNorm = Numbers.Finite(optimisers.GradientNorm),
            Seconds = outcome.Seconds,
            ImagesPerSecond = Numbers.Finite((outcome.Images - images) / (outcome.Seconds - seconds)),
        };
        (images, seconds) = (outcome.Images, outcome.Seconds);
        history.Add(line, isKept, outcome.State.Network, binding);
    }

    /// <summary>The run was tested: the last line, and the report.</summary>
    /// <param name="run">Its record.</param>
    /// <param name="network">The parameters that were tested.</param>
    /// <param name="folder">The run's folder, as the user wrote it.</param>
    /// <param name="program">How the user starts the program.</param>
    /// <param name="warnings">What is wrong with the run.</param>
    /// <param name="isKept">Whether the parameters are on disk.</param>
    /// <returns>The report's file; null where there is none.</returns>
    public string? End(RunRecord run, ModelNetwork<TModel> network, string folder, string program, IReadOnlyList<string> warnings, bool isKept)
    {
        history.Add(TestLine.Of(run, DateTimeOffset.UtcNow), isKept, network, binding);
        return isKept
            ? history.AddPage(RunReport.File, () => ReportPage.Of(
                RunReport.Of(run, folder, program, network, binding, [.. history.Lines.OfType<EpochLine>()]) with { Warnings = warnings, Machine = RunReport.ThisMachine }))
            : null;
    }
}
