using Hiwae.Training;

namespace Hiwae.Cli.Work;

/// <summary>How training ended.</summary>
/// <param name="State">The parameters to keep.</param>
/// <param name="Seconds">Spent in steps and validation.</param>
/// <param name="Images">Training images seen.</param>
/// <param name="LastEpoch">The last epoch's bounds; null where none ended.</param>
/// <param name="Interrupted">Whether the user stopped it.</param>
internal sealed record TrainingOutcome<TModel>(
    TrainingState<TModel> State, double Seconds, long Images, TrainingEvent.EpochEnded? LastEpoch, bool Interrupted)
    where TModel : class, IModel<TModel>;
