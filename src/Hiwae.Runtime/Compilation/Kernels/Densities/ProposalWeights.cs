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

    /// <summary>c: [proposals, heads].</summary>
    public void SumCrosses(Block block, float* c)
    {
        var count = block.Rows.Sample * Heads;
        for (var k = 0; k < operation.Crosses.Length; k++)
            Sweep<V>.Scale(c, 1f, block.Of(operation.Crosses[k]), count, adds: k > 0);
    }

    /// <summary>Adds log π to a number for each proposal. The densities are used up, and there is room for one more number for each proposal.</summary>
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
        Sweep<V>.Log(room, rows);
        Floats.AddScaled<V>(logs, room, -1f, rows);
    }

    /// <summary>
    /// The derivatives of Σ ω log(π w) · scale by c: what the heads' densities count in π, less one for the proposal's own, which is subtracted from log w.
    /// </summary>
    public void Slopes(Block block, float* slopes, float* room)
    {
        var (rows, temperature) = (block.Rows.Sample, block.Temperature);
        var weights = block.Weights;
        if (Compares)
        {
            SumCrosses(block, slopes);
            Raise(block, slopes, null, room);
            for (var r = 0; r < rows; r++)
            {
                var share = -temperature * weights[r] * beta / room[r];
                for (var i = 0; i < Heads; i++)
                    slopes[((nint)r * Heads) + i] *= share;
            }
        }
        else
        {
            Floats.Clear(slopes, rows * Heads);
        }

        for (var r = 0; r < rows; r++)
            slopes[((nint)r * Heads) + block.Head[r]] += temperature * weights[r] * (beta - 1f);
    }

    // c becomes e^(β c − base) of each proposal, the sums over heads go to their place, and β c − base of the proposal's own head is added to a number for each.
    private void Raise(Block block, float* c, float* own, float* sums)
    {
        var rows = block.Rows.Sample;
        var row = c;
        for (var r = 0; r < rows; r++, row += Heads)
        {
            var highest = float.NegativeInfinity;
            for (var i = 0; i < Heads; i++)
            {
                row[i] *= beta;
                highest = row[i] > highest ? row[i] : highest;
            }

            var shift = float.IsInfinity(highest) ? 0f : highest;
            for (var i = 0; i < Heads; i++)
                row[i] -= shift;
            if (own is not null)
                own[r] += row[block.Head[r]];
        }

        Sweep<V>.Exp(c, rows * Heads);
        row = c;
        for (var r = 0; r < rows; r++, row += Heads)
        {
            var sum = 0f;
            for (var i = 0; i < Heads; i++)
                sum += row[i];
            sums[r] = sum;
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
