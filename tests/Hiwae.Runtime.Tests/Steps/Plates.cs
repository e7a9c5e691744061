using Hiwae.Compilation;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>How many data, groups of each and proposals of each group there are, and how values of one level are read at another.</summary>
internal sealed record Plates(int Data, int Groups, int Samples)
{
    public long Rows(Level level) => level switch
    {
        Level.Once => 1,
        Level.Datum => Data,
        Level.Group => Data * Groups,
        _ => Data * Groups * Samples,
    };

    /// <summary>The rows of a value repeated so that there is one for each of a higher level.</summary>
    public Tensor Lift(Tensor rows, Level low, Level high)
    {
        if (low == high)
            return rows;
        if (low == Level.Once)
            return rows.shape[0] == 1 ? rows.expand(Rows(high), rows.shape[1]) : rows.repeat([Rows(high) / rows.shape[0], 1]);
        return rows.repeat_interleave(Rows(high) / Rows(low), 0);
    }

    /// <summary>Each sample row's own part out of those of all heads: [rows, heads · outputs] to [rows, outputs].</summary>
    public Tensor Own(Tensor rows, long heads)
    {
        var parts = rows.reshape(Rows(Level.Group), heads, heads, -1);
        return parts.diagonal(0, 1, 2).transpose(1, 2).reshape(rows.shape[0], -1);
    }
}
