using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// How an operation runs on the rows of a block, forward and back. It keeps nothing of a run but what <see cref="Prepare"/> makes: several threads use one at the same
/// time, each with a block of its own.
/// </summary>
/// <param name="location">The operation and its place in the program.</param>
internal abstract class Kernel(Location location) : IDisposable
{
    /// <summary>The operation and its place in the program.</summary>
    public Location Location => location;

    /// <summary>The number of floats that forward leaves for backward, for each row.</summary>
    public virtual int SavedFloats => 0;

    /// <summary>The inputs, and the output, whose numbers backward reads.</summary>
    public virtual ImmutableArray<Value> ReadBack => [];

    /// <summary>
    /// An input whose gradient backward may write over the input's own numbers, because each is read before it is written and never after; null for none.
    /// It is asked for only where that input's gradient is overwritten and not added to.
    /// </summary>
    public virtual Value? InPlace => null;

    /// <summary>The number of floats of scratch for blocks of at most these rows.</summary>
    public virtual long ScratchFloats(Rows most) => 0;

    /// <summary>Prepares parameters once a run for all threads: this thread's part of it. Values of <see cref="Level.Once"/> are computed by then.</summary>
    /// <param name="block">The block that has these values.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    public virtual void Prepare(Block block, int part, int parts)
    {
    }

    /// <summary>Computes the output's rows.</summary>
    public abstract void Forward(Block block);

    /// <summary>
    /// Gives the inputs their gradients: adds where <see cref="Location.Adds"/> says so, otherwise overwrites. An input may have none, see <see cref="Block.Gradient"/>.
    /// The output's gradient may be used up.
    /// </summary>
    public abstract void Backward(Block block);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}

/// <summary>An operation's place in a program.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Index">The operation's number in the program.</param>
/// <param name="Adds">
/// For each input, in the operation's order, whether backward adds to its gradient: because another operation wrote there first, or because the input is of a lower level
/// and several rows give to one.
/// </param>
/// <param name="Wants">By input: whether a gradient is wanted; false for an input that is left out.</param>
/// <param name="WeightRange">The index of the columns of the weight that it gives a gradient, see <see cref="WeightRanges"/>; −1 where it has none there.</param>
internal sealed record Location(Operation Operation, int Index, ImmutableArray<bool> Adds, ImmutableArray<bool> Wants, int WeightRange = -1);

/// <summary>Numbers of rows by level.</summary>
/// <param name="Datum">Data.</param>
/// <param name="Group">Groups.</param>
/// <param name="Sample">Proposals.</param>
/// <param name="States">The number of states of each proposal.</param>
internal readonly record struct Rows(int Datum, int Group, int Sample, int States)
{
    public int this[Level level] => level switch { Level.Datum => Datum, Level.Group => Group, Level.Sample => Sample, Level.State => Sample * States, _ => 0 };
}
