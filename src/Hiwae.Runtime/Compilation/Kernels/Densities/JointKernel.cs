using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// log p(z) and log p(x | z) of each group of one proposal, in nats. Backward differentiates <see cref="Block.Temperature"/> · log p(z) + <see cref="Block.Scale"/> · log p(x | z).
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class JointKernel<V>(Operation.Joint operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var rows = block.Rows.Sample;
        var parts = block.Of(operation.Output);
        Floats.Clear(parts, 2 * rows);
        foreach (var (term, kind) in operation.Terms)
        {
            var x = block.Of(term);
            var part = kind == TermKind.Observed ? 1 : 0;
            InputRows read = new(block, term, Level.Sample);
            for (var r = 0; r < rows; r++)
                parts[(2 * r) + part] += x[read.Place(r)];
        }

        // Every proposal counts.
        if (block.HasBackward)
            new Span<float>(block.Weights, rows).Fill(block.Scale);
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        for (var k = 0; k < operation.Terms.Length; k++)
        {
            var (term, kind) = operation.Terms[k];
            var to = block.Gradient(term);
            if (to is null)
                continue;
            var factor = kind == TermKind.Observed ? block.Scale : block.Temperature;
            for (var r = 0; r < block.Rows.Sample; r++)
                to[r] = Location.Adds[k] ? to[r] + factor : factor;
        }
    }
}
