using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// The log-density of rows under one member: of a family that is given by its formula, or with raw parameters that several rows read. Forward leaves nothing: backward
/// computes slopes anew.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="operation">The operation.</param>
/// <param name="location">The operation's place in the program.</param>
/// <param name="member">The family.</param>
internal sealed unsafe class MemberDensityKernel<V>(Operation.LogDensity operation, Location location, Members<V> member) : Kernel(location) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => operation.Mask is { } mask ? [operation.Raw, operation.X, mask] : [operation.Raw, operation.X];

    /// <inheritdoc/>
    public override Value? InPlace => operation.Raw.Level == operation.Output.Level ? operation.Raw : null;

    /// <inheritdoc/>
    public override long ScratchFloats(Rows most) => member.RoomFloats(operation.Raw.RowsOf(most));

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var rows = block.RowsOf(operation.Output);
        var output = block.Of(operation.Output);
        var pass = Pass(block);
        member.Values(ref pass, 0, rows, output);
        Leave(pass.Masks, output, rows);
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var rows = block.RowsOf(operation.Output);
        var gradient = block.Gradient(operation.Output);
        var pass = Pass(block);
        Leave(pass.Masks, gradient, rows);
        member.Give(ref pass, 0, rows, gradient);
        member.Close(ref pass);
    }

    // What is missing as a whole counts nothing.
    private static void Leave(DensityMasks masks, float* numbers, int rows)
    {
        for (var r = 0; r < rows; r++)
        {
            if (masks.IsMissing(r))
                numbers[r] = 0f;
        }
    }

    private MemberPass Pass(Block block)
    {
        var level = operation.Output.Level;
        return new(new(block, operation.Raw, level), new(block, operation.X, level), new(block, operation), offset: 0, isCommon: false, block.Scratch)
        {
            Adds = (Location.Adds[0], Location.Adds[1]),
        };
    }
}

/// <summary>log q_i(z_j) of each proposal z_j under all heads i, in nats.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="operation">The operation.</param>
/// <param name="location">The operation's place in the program.</param>
/// <param name="members">The heads.</param>
internal sealed unsafe class CrossKernel<V>(Operation.Cross operation, Location location, Members<V> members) : Kernel(location) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => [operation.AllHeads, operation.X];

    /// <inheritdoc/>
    public override long ScratchFloats(Rows most) => members.RoomFloats(operation.AllHeads.RowsOf(most));

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var pass = Pass(block);
        members.Values(ref pass, 0, block.RowsOf(operation.Output), block.Of(operation.Output));
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var rows = block.RowsOf(operation.Output);
        if (!Location.Adds[0] && block.Gradient(operation.AllHeads) is not null)
            Floats.Clear(block.Gradient(operation.AllHeads), block.RowsOf(operation.AllHeads) * operation.AllHeads.Columns);
        if (!Location.Adds[1] && block.Gradient(operation.X) is not null)
            Floats.Clear(block.Gradient(operation.X), block.RowsOf(operation.X) * operation.X.Columns);
        var pass = Pass(block);
        members.Give(ref pass, 0, rows, block.Gradient(operation.Output));
        members.Close(ref pass);
    }

    private MemberPass Pass(Block block)
    {
        var level = operation.Output.Level;
        return new(new(block, operation.AllHeads, level), new(block, operation.X, level), default, offset: 0, isCommon: false, block.Scratch);
    }
}
