using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// log Σ_c w_c p_c(x) in nats, in log space. Logits of the weights stand before the components' raw parameters; without them weights are equal, and all rows of the raw
/// parameters together are the components. Forward leaves the components' shares of the density.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="operation">The operation.</param>
/// <param name="location">The operation's place in the program.</param>
/// <param name="members">The components.</param>
internal sealed unsafe class MixtureKernel<V>(Operation.LogDensity operation, Location location, Members<V> members) : Kernel(location) where V : struct, ILanes<V>
{
    // Rows that are taken together: enough floats for short loops to be worth their beginning.
    private readonly int batch = Math.Max(1, 512 / members.Count);
    private readonly LogSum equal = new(0f, MathF.Log(members.Count));

    private int Components => members.Count;

    private int Logits => operation.IsEqual ? 0 : Components;

    /// <inheritdoc/>
    public override int SavedFloats => Components;

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => operation.Mask is { } mask ? [operation.Raw, operation.X, mask] : [operation.Raw, operation.X];

    /// <inheritdoc/>
    /// <remarks>The log-densities of some rows, the components' weights, and what components are prepared to.</remarks>
    public override long ScratchFloats(Rows most) => Aligned(batch * Components) + Aligned(Components) + members.RoomFloats(operation.Raw.RowsOf(most));

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var rows = block.RowsOf(operation.Output);
        float* output = block.Of(operation.Output), terms = block.Scratch;
        var (pass, normaliser, last) = (Pass(block), equal, -1);
        DensityMasks masks = new(block, operation);
        InputRows raw = new(block, operation.Raw, operation.Output.Level);
        for (var from = 0; from < rows; from += batch)
        {
            var to = Math.Min(from + batch, rows);
            members.Values(ref pass, from, to, terms);
            for (var r = from; r < to; r++)
            {
                if (masks.IsMissing(r))
                {
                    output[r] = 0f;
                    continue;
                }

                var row = terms + ((nint)(r - from) * Components);
                if (!operation.IsEqual && raw.Place(r) != last)
                    (normaliser, last) = (LogSum.Of<V>(raw[r], Components), raw.Place(r));
                for (var i = 0; i < Components; i++)
                    row[i] += normaliser.Share(operation.IsEqual ? 0f : raw[r][i]);
                var total = LogSum.Of<V>(row, Components);
                output[r] = total.Value;
                if (block.HasBackward)
                    total.Shares<V>(row, Components, block.Saved(Location) + ((nint)r * Components), asLogarithms: false);
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var rows = block.RowsOf(operation.Output);
        float* gradient = block.Gradient(operation.Output), weights = block.Scratch, priors = weights + Aligned(batch * Components);
        var (pass, last) = (Pass(block), -1);
        DensityMasks masks = new(block, operation);
        InputRows raw = new(block, operation.Raw, operation.Output.Level);
        if (!Location.Adds[0] && raw.IsWanted)
            Floats.Clear(block.Gradient(operation.Raw), block.RowsOf(operation.Raw) * operation.Raw.Columns);
        if (!Location.Adds[1] && block.Gradient(operation.X) is not null)
            Floats.Clear(block.Gradient(operation.X), block.RowsOf(operation.X) * operation.X.Columns);
        for (var from = 0; from < rows; from += batch)
        {
            var to = Math.Min(from + batch, rows);
            for (var r = from; r < to; r++)
            {
                var row = weights + ((nint)(r - from) * Components);

                // Without weight a row is passed over, however extreme its slopes.
                if (gradient[r] == 0f || masks.IsMissing(r))
                {
                    Floats.Clear(row, Components);
                    continue;
                }

                Floats.Scale<V>(row, gradient[r], block.Saved(Location) + ((nint)r * Components), Components);
                if (operation.IsEqual || !raw.IsWanted)
                    continue;
                if (raw.Place(r) != last)
                    LogSum.Of<V>(raw[r], Components).Shares<V>(raw[r], Components, priors, asLogarithms: false);
                last = raw.Place(r);
                Floats.AddScaled<V>(raw.Gradient(r), row, 1f, Components);
                Floats.AddScaled<V>(raw.Gradient(r), priors, -gradient[r], Components);
            }

            members.Give(ref pass, from, to, weights);
        }

        members.Close(ref pass);
    }

    private MemberPass Pass(Block block)
    {
        var level = operation.Output.Level;
        var room = block.Scratch + Aligned(batch * Components) + Aligned(Components);
        return new(
            new(block, operation.Raw, level), new(block, operation.X, level), new(block, operation), Logits, operation.IsEqual, room);
    }

    private static int Aligned(int floats) => (floats + 15) / 16 * 16;
}
