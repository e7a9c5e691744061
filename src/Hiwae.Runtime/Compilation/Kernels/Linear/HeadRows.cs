using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>The proposals of a block sorted by head, and scratch for them.</summary>
internal readonly unsafe ref struct HeadRows
{
    private readonly int* starts;
    private readonly int* order;
    private readonly int rows;

    private HeadRows(int* starts, int* order, int rows, float* x, float* y)
    {
        this.starts = starts;
        this.order = order;
        this.rows = rows;
        X = x;
        Y = y;
    }

    /// <summary>Room for [rows, columns].</summary>
    public float* X { get; }

    /// <summary>Room for [rows, outputs].</summary>
    public float* Y { get; }

    /// <summary>Sorts them in the block's scratch.</summary>
    public static HeadRows Of(Block block, int heads, int columns, int outputs)
    {
        var rows = block.Rows.Sample;
        var starts = (int*)block.Scratch;
        var order = starts + Arena.Padded(heads + 2);
        var x = (float*)order + Arena.Padded(rows);
        new Span<int>(starts, heads + 2).Clear();
        for (var r = 0; r < rows; r++)
            starts[block.Head[r] + 2]++;
        for (var head = 2; head < heads + 2; head++)
            starts[head] += starts[head - 1];
        for (var r = 0; r < rows; r++)
            order[starts[block.Head[r] + 1]++] = r;
        return new(starts, order, rows, x, x + Arena.Padded((long)rows * columns));
    }

    /// <summary>The first of a head's places.</summary>
    public long First(int head) => starts[head];

    /// <summary>How many proposals a head has.</summary>
    public int Count(int head) => starts[head + 1] - starts[head];

    /// <summary>Brings the rows of each head together.</summary>
    public void Gather<V>(float* from, float* to, int columns) where V : struct, ILanes<V>
    {
        for (var place = 0; place < rows; place++)
            Floats.Copy(to + ((long)place * columns), from + ((long)order[place] * columns), columns);
    }

    /// <summary>Brings them back.</summary>
    public void Scatter<V>(float* from, float* to, int columns, bool adds) where V : struct, ILanes<V>
    {
        for (var place = 0; place < rows; place++)
            Floats.Put<V>(to + ((long)order[place] * columns), from + ((long)place * columns), adds, columns);
    }
}
