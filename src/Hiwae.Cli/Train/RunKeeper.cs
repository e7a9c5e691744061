using Hiwae.Checkpoints;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>
/// Keeps the checkpoint of a run. Where it cannot be written, because the disk is full or the folder has become another's, training goes on: what is on disk stays what it was, and
/// the next time may be better.
/// </summary>
/// <param name="folder">The run's folder.</param>
/// <param name="progress">Told of what could not be kept.</param>
/// <param name="keepsState">Whether what the run needs to go on is kept too.</param>
/// <param name="before">The record that is in the folder already; null for none.</param>
internal sealed class RunKeeper(RunFolder folder, IProgressSink progress, bool keepsState, RunRecord? before)
{
    private RunRecord? kept = before;

    /// <summary>Whether the last checkpoint is on disk, in a folder that is still the run's.</summary>
    public bool IsSaved => Fault is null && folder.IsInPlace;

    /// <summary>The reason why the last checkpoint is not on disk; null where it is.</summary>
    public CheckpointException? Fault { get; private set; }

    /// <summary>The checkpoint that is on disk, in words.</summary>
    public string Standing => folder.IsInPlace ? Words(kept) : Words(null);

    private string Words(RunRecord? run) => run switch
    {
        null => "nothing is kept of this run",
        { KeptEpoch: { } epoch } => $"the parameters of epoch {epoch} are kept in {folder.Path}",
        _ => $"the parameters of step {run.Step} are kept in {folder.Path}",
    };

    /// <summary>Writes parameters, record and what the run needs to go on.</summary>
    /// <param name="state">The run.</param>
    /// <param name="run">The record.</param>
    /// <param name="next">The next time that this is tried, in words; null where there is none.</param>
    public void Save<TModel>(TrainingState<TModel> state, RunRecord run, string? next) where TModel : class, IModel<TModel>
    {
        try
        {
            SeeToTheFolder();
            if (keepsState)
                folder.Write(path => Checkpoint.Save(path, state, run));
            else
                folder.Write(path => Checkpoint.Save(path, state.Network, run));
            (kept, Fault) = (run, null);
        }
        catch (CheckpointException e)
        {
            Fault = e;
            if (next is not null)
                progress.Say($"warning: {Title(run)} is not saved. {e.Message} Until then {Standing}; {next} tries again.");
        }
    }

    /// <summary>Changes what is said of the parameters that are on disk, if there are any.</summary>
    public void Describe(Func<RunRecord, RunRecord> change)
    {
        if (kept is null || !folder.IsInPlace)
            return;
        try
        {
            folder.Write(path => Checkpoint.SaveRun(path, kept = change(kept)));
        }
        catch (CheckpointException e)
        {
            Fault = e;
        }
    }

    private void SeeToTheFolder()
    {
        if (folder.IsInPlace)
            return;
        kept = null; // It went with the folder.
        folder.Restore();
        progress.Say($"warning: the folder {folder.Path} was removed; it is made again, and what is saved from now on is in it.");
    }

    private static string Title(RunRecord run) => run.KeptEpoch is { } epoch ? $"epoch {epoch}" : $"step {run.Step}";
}
