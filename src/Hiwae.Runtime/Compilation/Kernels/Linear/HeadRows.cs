using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>The proposals of a block sorted by head, and scratch for them.</summary>
internal readonly unsafe ref struct HeadRows
{
    private readonly int* starts;
    private readonly int* order;
    private readonly int rows;
    private readonly int columns;
    private readonly int outputs;

    private HeadRows(int* starts, int* order, int rows, int columns, int outputs)
    {
        this.starts = starts;
        this.order = order;
        this.rows = rows;
        this.columns = columns;
        this.outputs = outputs;
        X = (float*)order + Memory.Padded(rows);
        Y = X + Memory.Padded((long)rows * columns);
        Scratch = Y + Memory.Padded((long)rows * outputs);
    }

    /// <summary>Room for [rows, columns].</summary>
    public float* X { get; }

    /// <summary>Room for [rows, outputs].</summary>
    public float* Y { get; }

    /// <summary>The rest of the block's scratch.</summary>
    public float* Scratch { get; }

    /// <summary>The number of floats of the block's scratch that it takes.</summary>
    public static long Room(int rows, int heads, int columns, int outputs) =>
        Memory.Padded(heads + 2) + Memory.Padded(rows) + Memory.Padded((long)rows * columns) + Memory.Padded((long)rows * outputs);

    /// <summary>Sorts them in the block's scratch.</summary>
    public static HeadRows Of(Block block, int heads, int columns, int outputs)
    {
        var rows = block.Rows.Sample;
        var starts = (int*)block.Scratch;
        var order = starts + Memory.Padded(heads + 2);
        new Span<int>(starts, heads + 2).Clear();
        for (var r = 0; r < rows; r++)
            starts[block.Head[r] + 2]++;
        for (var head = 2; head < heads + 2; head++)
            starts[head] += starts[head - 1];
        for (var r = 0; r < rows; r++)
            order[starts[block.Head[r] + 1]++] = r;
        return new(starts, order, rows, columns, outputs);
    }

    /// <summary>A head's rows of <see cref="X"/>.</summary>
    public FloatRows Inputs(int head) => FloatRows.At(X + ((long)starts[head] * columns), columns);

    /// <summary>A head's rows of <see cref="Y"/>.</summary>
    public FloatRows Outputs(int head) => FloatRows.At(Y + ((long)starts[head] * outputs), outputs);

    /// <summary>The number of a head's proposals.</summary>
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
