using Hiwae.Communication;
using Hiwae.Networks;
using Hiwae.Randomness;

namespace Hiwae.Compilation;

/// <summary>One process's part of a step that several take together.</summary>
/// <param name="Communicator">What connects them.</param>
/// <param name="Window">The part, of all data and samples of the step.</param>
/// <param name="Data">The number of data of the step, of all processes together.</param>
/// <param name="IsRepeated">Whether all processes do the same, which then counts a part for each: too few data to divide, in a model that normalises batches.</param>
/// <param name="Shapes">What the dimensions of each draw stand for.</param>
internal sealed record StepShare(ICommunicator Communicator, PlateWindow Window, long Data, bool IsRepeated, Func<Observation, ImmutableArray<DrawShape>> Shapes)
{
    /// <summary>Whether there is nothing for this process to do: there are fewer data than processes.</summary>
    public bool IsEmpty => Window.Rows == 0;

    /// <summary>Whether it is a part of the samples, whose weights are normalised with those of the others.</summary>
    public bool IsOfSamples => Window.Samples < Window.AllSamples;

    /// <summary>A window of this part, as a window of the whole.</summary>
    public PlateWindow Place(PlateWindow window) => window with { Row = window.Row + Window.Row, Sample = window.Sample + Window.Sample, AllSamples = Window.AllSamples };

    /// <summary>What each estimate of this process counts for in the sum over all.</summary>
    public double Weight => IsRepeated || IsOfSamples ? 1.0 / Communicator.Size : 1;

    /// <summary>The factor of Σ log ŵ before it is differentiated: a descent on the mean over the data of the step.</summary>
    public double Scale => -(IsRepeated ? Weight : 1) / Data;
}
