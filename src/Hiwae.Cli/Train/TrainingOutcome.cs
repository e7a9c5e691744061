using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>How training ended.</summary>
/// <param name="State">The parameters to keep.</param>
/// <param name="Seconds">Spent in steps and validation.</param>
/// <param name="Images">Training images seen.</param>
/// <param name="Epoch">The epoch whose bounds belong to the parameters; the last whole one in mid-epoch, null in the first.</param>
/// <param name="Best">The epoch with the best validation bound; null where none ended.</param>
/// <param name="KeptEpoch">The epoch at whose end the parameters were as they are; null in mid-epoch.</param>
/// <param name="Interrupted">Whether the user stopped it.</param>
internal sealed record TrainingOutcome<TModel>(
    TrainingState<TModel> State,
    double Seconds,
    long Images,
    TrainingEvent.EpochEnded? Epoch,
    TrainingEvent.EpochEnded? Best,
    int? KeptEpoch,
    bool Interrupted)
    where TModel : class, IModel<TModel>;
