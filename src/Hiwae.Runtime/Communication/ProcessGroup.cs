namespace Hiwae.Communication;

/// <summary>Processes that take every step of a run together. Each has all parameters, and draws, of the run's random numbers, those of its own part: so the run is the one that a single process makes, to rounding.</summary>
/// <param name="Communicator">What connects them.</param>
/// <param name="Division">What of a step they divide.</param>
public sealed record ProcessGroup(ICommunicator Communicator, WorkDivision Division = WorkDivision.Data);

/// <summary>What of a step is divided among processes.</summary>
public enum WorkDivision
{
    /// <summary>The data of a batch.</summary>
    Data,

    /// <summary>
    /// The K samples of every datum, whose weights are normalised together: for K so large that one process cannot take a step in time. Each sample goes through the model twice, as it does where a step is taken in blocks.
    /// </summary>
    Samples,
}
