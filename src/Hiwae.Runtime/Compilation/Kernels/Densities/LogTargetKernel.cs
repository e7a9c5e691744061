using Hiwae.Compilation.Elements;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>The logarithm of an unnormalised density in nats, by the formula of a variable's few values and its parents'.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class LogTargetKernel<V> : Kernel where V : struct, ILanes<V>
{
    private readonly Operation.LogTarget operation;
    private readonly int size;

    // Values and parents by column; of an indexed target the values alone.
    private readonly ImmutableArray<Value> inputs;
    private readonly int columns;
    private readonly ImmutableArray<ElementProgram> values, slopes;

    /// <summary>The target of an operation.</summary>
    public LogTargetKernel(Operation.LogTarget operation, Location location) : base(location)
    {
        (this.operation, size) = (operation, operation.X.Columns);
        var isIndexed = operation.Target.IsIndexed;
        inputs = isIndexed ? [operation.X] : [operation.X, .. operation.Parents];
        columns = inputs.Sum(input => input.Columns);
        var formulas = operation.Target.Formulas(size, operation.Parents.Sum(parent => parent.Columns));
        ElementOptions apart = new() { IsInPlace = false };
        values = [.. formulas.Select(formula => ElementProgram.Of(columns, [formula.LogDensity], apart))];
        slopes = [.. formulas.Select(formula => ElementProgram.Of(columns, formula.Slopes, apart))];
    }

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => [operation.X, .. operation.Parents];

    private static int Tile => ElementProgram.Tile;

    private int PointerFloats => (int)Memory.Padded(2L * (columns + size));

    /// <inheritdoc/>
    /// <remarks>Pointers, a tile's columns and slopes, and what the formulas need.</remarks>
    public override long ScratchFloats(Rows most) =>
        PointerFloats + ((long)(columns + size) * Tile) + values.Concat(slopes).Max(program => program.ScratchFloats);

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        float** arrays = Point(block);
        var output = block.Of(operation.Output);
        var rows = block.RowsOf(operation.Output);
        for (int row = 0, next; row < rows; row = next)
        {
            next = End(block, row, rows, out var which);
            if (which < 0)
            {
                new Span<float>(output + row, next - row).Fill(float.NaN);
                continue;
            }

            Gather(block, arrays, row, next);
            var to = output + row;
            values[which].Run<V>(arrays, &to, next - row, arrays[0] + ((nint)(columns + size) * Tile));
        }
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        InputRows x = new(block, operation.X, operation.Output.Level);
        if (!x.IsWanted)
            return;
        float** arrays = Point(block);
        var gradient = block.Gradient(operation.Output);
        var rows = block.RowsOf(operation.Output);
        for (int row = 0, next; row < rows; row = next)
        {
            next = End(block, row, rows, out var which);
            Gather(block, arrays, row, next);
            if (which >= 0)
                slopes[which].Run<V>(arrays, arrays + columns, next - row, arrays[0] + ((nint)(columns + size) * Tile));
            for (var r = row; r < next; r++)
            {
                var to = x.Gradient(r);
                for (var k = 0; k < size; k++)
                {
                    // Without weight a row is passed over, however extreme its slopes.
                    var part = gradient[r] == 0f ? 0f : gradient[r] * (which < 0 ? float.NaN : arrays[columns + k][r - row]);
                    to[k] = Location.Adds[0] ? to[k] + part : part;
                }
            }
        }
    }

    // The end of the rows that go together, at most a tile, and the formula for them; −1 for none.
    private int End(Block block, int row, int rows, out int which)
    {
        var end = Math.Min(rows, row + Tile);
        which = 0;
        if (!operation.Target.IsIndexed)
            return end;
        InputRows index = new(block, operation.Parents[0], operation.Output.Level);
        var first = *index[row];
        which = first >= 0f && first < values.Length && first == MathF.Floor(first) ? (int)first : -1;
        var next = row + 1;
        while (next < end && *index[next] == first)
            next++;
        return next;
    }

    private float** Point(Block block)
    {
        var arrays = (float**)block.Scratch;
        for (var i = 0; i < columns + size; i++)
            arrays[i] = block.Scratch + PointerFloats + ((nint)i * Tile);
        return arrays;
    }

    private void Gather(Block block, float** arrays, int from, int to)
    {
        foreach (var input in inputs)
        {
            InputRows rows = new(block, input, operation.Output.Level);
            for (var r = from; r < to; r++)
            {
                var row = rows[r];
                for (var c = 0; c < input.Columns; c++)
                    arrays[c][r - from] = row[c];
            }

            arrays += input.Columns;
        }
    }
}
