using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>An enumerated variable in every joint state.</summary>
internal sealed unsafe class StatesKernel(Operation.States operation, Location location) : Kernel(location)
{
    private readonly float[] table = operation.Table.Rows(operation.Variable);

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var to = block.Of(operation.Output);
        for (var r = 0; r < block.Rows.Sample; r++, to += table.Length)
            table.CopyTo(new Span<float>(to, table.Length));
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
    }
}

/// <summary>log Σ_c exp(the terms at state c) of each proposal, in nats. Forward leaves the share of each state in the sum, of which backward gives each term its part.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class LogSumKernel<V>(Operation.LogSum operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly int states = operation.Count;

    /// <inheritdoc/>
    public override int SavedFloats => states;

    /// <inheritdoc/>
    public override long ScratchFloats(Rows most) => most[Level.State];

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var rows = block.Rows[Level.State];
        var logs = block.HasBackward ? block.Saved(Location) : block.Scratch;
        Floats.Clear(logs, rows);
        foreach (var (term, kind) in operation.Terms)
        {
            // What counts nothing is left out, infinite or not.
            if (Factor(block, kind) is not 0f and var factor)
                Floats.AddScaled<V>(logs, block.Of(term), factor, rows);
        }

        var output = block.Of(operation.Output);
        for (var r = 0; r < block.Rows.Sample; r++, logs += states)
        {
            var sum = LogSum.Of<V>(logs, states);
            output[r] = sum.Value;
            if (block.HasBackward)
                sum.Shares<V>(logs, states, logs, asLogarithms: false);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var gradient = block.Gradient(operation.Output);
        for (var k = 0; k < operation.Terms.Length; k++)
        {
            var (term, kind) = operation.Terms[k];
            var to = block.Gradient(term);
            if (to is null)
                continue;
            var factor = Factor(block, kind);
            var shares = block.Saved(Location);
            for (var r = 0; r < block.Rows.Sample; r++, shares += states, to += states)
                Floats.Scale<V>(to, factor * gradient[r], shares, states, Location.Adds[k]);
        }
    }

    private static float Factor(Block block, TermKind kind) => kind == TermKind.Observed ? 1f : block.Temperature;
}
