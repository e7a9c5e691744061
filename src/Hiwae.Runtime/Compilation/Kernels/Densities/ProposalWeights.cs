using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// The weights π of proposals, from the log-densities c_i of each under all heads i as far as they differ between heads, summed over the crossed factors.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class ProposalWeights<V>(Operation.Estimate operation) where V : struct, ILanes<V>
{
    private readonly float beta = operation.Weighting is Programs.Weighting.Power power ? (float)power.Beta : 0f;

    /// <summary>The number of heads whose densities are compared; 0 where no factor is crossed.</summary>
    public int Heads { get; } = operation.Crosses.IsEmpty ? 0 : operation.Crosses[0].Columns;

    /// <summary>Whether the weights follow smoothly from the densities, so that a gradient goes back to all heads.</summary>
    public bool Compares => beta != 0f && Heads > 0;

    /// <summary>log K.</summary>
    public float LogCount(Block block) => MathF.Log(Heads > 0 ? Heads : block.Samples);

    /// <summary>Subtracts each proposal's density under its own head from a number for each.</summary>
    public void SubtractOwn(Block block, float* logs)
    {
        foreach (var cross in operation.Crosses)
        {
            var c = block.Of(cross);
            for (var r = 0; r < block.Rows.Sample; r++, c += Heads)
                logs[r] -= c[block.Head[r]];
        }
    }

    /// <summary>Adds log π to a number for each proposal.</summary>
    /// <param name="block">The block that has the densities.</param>
    /// <param name="logs">The numbers.</param>
    /// <param name="c">Room for all densities.</param>
    /// <param name="room">Room for a number for each proposal.</param>
    public void AddLogWeights(Block block, float* logs, float* c, float* room)
    {
        var rows = block.Rows.Sample;
        switch (operation.Weighting)
        {
            case Programs.Weighting.Learned { LogWeights: var learned }:
                var weights = block.Of(learned);
                for (var r = 0; r < rows; r++)
                    logs[r] += weights[block.Head[r]];
                return;
            case Programs.Weighting.Maximum when Heads > 0:
                for (var k = 0; k < operation.Crosses.Length; k++)
                    Floats.Scale<V>(c, 1f, block.Of(operation.Crosses[k]), rows * Heads, adds: k > 0);
                for (var r = 0; r < rows; r++)
                    logs[r] += LogShare(c + ((nint)r * Heads), block.Head[r]);
                return;
        }

        if (!Compares)
        {
            var share = LogCount(block);
            for (var r = 0; r < rows; r++)
                logs[r] -= share;
            return;
        }

        Raise(block, c, logs, room);
        Floats.Log<V>(room, rows);
        Floats.AddScaled<V>(logs, room, -1f, rows);
    }

    /// <summary>
    /// Gives the densities under all heads the derivatives of Σ ω log(π w) · scale: what they count in π, less one for the proposal's own, which is subtracted from log w.
    /// </summary>
    /// <param name="block">The block that has the densities and their gradients.</param>
    /// <param name="room">Room for all densities, and a number for each proposal.</param>
    /// <param name="adds">By crossed factor, whether it is added to what is there.</param>
    public void Give(Block block, float* room, ReadOnlySpan<bool> adds)
    {
        var (rows, temperature) = (block.Rows.Sample, block.Temperature);
        float* shares = room + ((nint)rows * Heads), weights = block.Weights;
        if (Compares)
        {
            Raise(block, room, null, shares);
            for (var r = 0; r < rows; r++)
                shares[r] = -temperature * weights[r] * beta / shares[r];
            for (var i = 0; i < Heads; i++)
                Floats.Multiply<V>(room + ((nint)i * rows), shares, rows);
        }

        for (var k = 0; k < operation.Crosses.Length; k++)
        {
            var to = block.Gradient(operation.Crosses[k]);
            if (to is null)
                continue;
            if (Compares && adds[k])
                Transposition.Add(to, room, Heads, rows);
            else if (Compares)
                Transposition.Put(to, room, Heads, rows);
            else if (!adds[k])
                Floats.Clear(to, rows * Heads);
            for (var r = 0; r < rows; r++, to += Heads)
                to[block.Head[r]] += temperature * weights[r] * (beta - 1f);
        }
    }

    /// <summary>Sets the shares of all heads in the density at each proposal, in <see cref="Block.Shares"/>.</summary>
    /// <param name="block">The block that has the densities.</param>
    /// <param name="room">Room for all densities, and a number for each proposal.</param>
    public void SetShares(Block block, float* room)
    {
        var rows = block.Rows.Sample;
        var sums = room + ((nint)rows * Heads);
        Raise(block, room, null, sums);
        for (var i = 0; i < Heads; i++)
        {
            var powers = room + ((nint)i * rows);
            for (var r = 0; r < rows; r++)
                block.Shares[((nint)r * Heads) + i] = powers[r] / sums[r];
        }
    }

    /// <summary>Gives the densities under all heads, as they are compared once more, the derivatives of Σ ω log ρ · scale, ρ the share of a proposal's own head.</summary>
    /// <param name="block">The block that has the gradients.</param>
    /// <param name="adds">By crossed factor, whether it is added to what is there.</param>
    public void GiveCompared(Block block, ReadOnlySpan<bool> adds)
    {
        var rows = block.Rows.Sample;
        for (var k = 0; k < operation.Compared.Length; k++)
        {
            if (block.Gradient(operation.Compared[k]) is var to && to is null)
                continue;
            if (!adds[k])
                Floats.Clear(to, rows * Heads);
            var shares = block.Shares;
            for (var r = 0; r < rows; r++, to += Heads, shares += Heads)
            {
                for (var i = 0; i < Heads; i++)
                    to[i] -= block.Weights[r] * shares[i];
                to[block.Head[r]] += block.Weights[r];
            }
        }
    }

    // c: [heads, proposals], so that as many proposals as a vector holds go together, becomes e^(β c − base) of each proposal; the sums over heads go to their place, and β c − base of
    // the proposal's own head is added to a number for each. The base is the largest β c, or 0 where that is infinite.
    private void Raise(Block block, float* c, float* own, float* sums)
    {
        var rows = block.Rows.Sample;
        for (var k = 0; k < operation.Crosses.Length; k++)
        {
            var cross = block.Of(operation.Crosses[k]);
            if (k == 0)
                Transposition.Put(c, cross, rows, Heads);
            else
                Transposition.Add(c, cross, rows, Heads);
        }

        Bases(c, rows, sums);
        for (var r = 0; r < rows && own is not null; r++)
            own[r] += (beta * c[((nint)block.Head[r] * rows) + r]) - sums[r];
        Raise(c, rows, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Bases(float* c, int rows, float* bases)
    {
        var (factor, infinity) = (V.All(beta), V.All(float.PositiveInfinity));
        for (var r = 0; r < rows; r += V.Count)
        {
            var most = -infinity;
            for (var i = 0; i < Heads; i++)
            {
                // What is not a number is passed over.
                var value = factor * Vectors.Load<V>(c + ((nint)i * rows) + r, rows - r);
                most = V.Select(V.Less(most, value), value, most);
            }

            Vectors.Store(bases + r, V.Select(V.Equal(V.Abs(most), infinity), V.Zero, most), rows - r);
        }
    }

    // Sums take the place of bases.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Raise(float* c, int rows, float* bases)
    {
        var factor = V.All(beta);
        for (var r = 0; r < rows; r += V.Count)
        {
            var (shift, sum) = (Vectors.Load<V>(bases + r, rows - r), V.Zero);
            for (var i = 0; i < Heads; i++)
            {
                var at = c + ((nint)i * rows) + r;
                var power = Elementary.Exp((factor * Vectors.Load<V>(at, rows - r)) - shift);
                Vectors.Store(at, power, rows - r);
                sum += power;
            }

            Vectors.Store(bases + r, sum, rows - r);
        }
    }

    // log π of the maximum heuristic: equally dense heads share the weight.
    private float LogShare(float* c, int own)
    {
        var (highest, isValid) = (float.NegativeInfinity, true);
        for (var i = 0; i < Heads; i++)
        {
            isValid &= !float.IsNaN(c[i]);
            highest = c[i] > highest ? c[i] : highest;
        }

        var share = 0;
        for (var i = 0; i < Heads; i++)
            share += c[i] >= highest ? 1 : 0;
        return isValid && c[own] >= highest ? -MathF.Log(share) : float.NegativeInfinity;
    }
}
