namespace Hiwae.Checkpoints;

/// <summary>How far a training run came.</summary>
public enum RunStatus
{
    /// <summary>It is under way, or was killed: the checkpoint is of the last whole epoch.</summary>
    Running,

    /// <summary>It was stopped in mid-epoch; the checkpoint is of the last step.</summary>
    Interrupted,

    /// <summary>It came to its end.</summary>
    Completed,

    /// <summary>The loss was no longer a number; the checkpoint is of the last good epoch.</summary>
    Diverged,
}
