using Hiwae.Communication;
using Hiwae.Networks;
using Hiwae.Randomness;

namespace Hiwae.Compilation;

/// <summary>How the steps of a run are divided among processes.</summary>
/// <param name="group">The processes.</param>
/// <param name="model">The model.</param>
/// <param name="shapes">Finds what the dimensions of a step's draws stand for, with data of which one is enough.</param>
internal sealed class StepDivision(ProcessGroup group, ModelDescription model, Func<Observation, ImmutableArray<DrawShape>> shapes)
{
    private ImmutableArray<DrawShape> known;

    /// <summary>The processes.</summary>
    public ProcessGroup Group => group;

    /// <summary>What connects them.</summary>
    public ICommunicator Communicator => group.Communicator;

    /// <summary>This process's part of a step.</summary>
    /// <param name="data">The number of data of the step.</param>
    /// <param name="samples">K.</param>
    /// <param name="heads">S.</param>
    public StepShare Of(long data, int samples, int heads)
    {
        var (rank, size) = (Communicator.Rank, Communicator.Size);
        if (group.Division == WorkDivision.Samples)
        {
            var (first, end) = (First(samples / heads, rank, size) * heads, First(samples / heads, rank + 1, size) * heads);
            return Share(new(0, data, first, end - first, samples));
        }

        var row = First(data, rank, size);
        return data < size && model.HasBatchNorm()
            ? Share(new(0, data, 0, samples, samples), isRepeated: true)
            : Share(new(row, First(data, rank + 1, size) - row, 0, samples, samples));

        StepShare Share(PlateWindow window, bool isRepeated = false) => new(Communicator, window, data, isRepeated, some => known.IsDefault ? known = shapes(some) : known);
    }

    /// <summary>Refuses a model whose steps cannot be divided so.</summary>
    /// <param name="model">The model.</param>
    /// <param name="group">The processes.</param>
    /// <param name="samples">K.</param>
    /// <param name="heads">S.</param>
    /// <exception cref="ArgumentException">They cannot; the message says why, and what to do.</exception>
    public static void Check(ModelDescription model, ProcessGroup group, int samples, int heads)
    {
        if (group.Division != WorkDivision.Samples)
            return;
        var size = group.Communicator.Size;
        if (BlockLimits.OfRanks(model) is { } obstacle)
            throw new ArgumentException($"{model.Name}: the samples of a datum cannot be divided among {size} processes: {obstacle}. Divide the data of the batch instead.");
        if (samples / heads < size || samples < 2 * size)
            throw new ArgumentException(
                $"{model.Name}: K = {samples}{(heads > 1 ? $" with {heads} heads" : "")} cannot be divided among {size} processes, each of which takes at least two samples{(heads > 1 ? " and all heads equally often" : "")}; "
                + $"take K = {Math.Max(heads, 2) * size} or more, {(heads > 1 ? "fewer heads, " : "")}or divide the data of the batch instead.");
    }

    private static long First(long count, int rank, int size) => count * rank / size;

    private static int First(int count, int rank, int size) => (int)First((long)count, rank, size);
}
