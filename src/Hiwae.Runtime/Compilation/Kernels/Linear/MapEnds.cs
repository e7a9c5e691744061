using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Bias, addend and activation of a linear map: after its products forward, before them backward.</summary>
internal static unsafe class MapEnds
{
    /// <summary>The values among x, W and the output that backward reads.</summary>
    public static ImmutableArray<Value> ReadBack(Location location, Value x, Value weight, Value output, Activation activation)
    {
        var read = ImmutableArray.CreateBuilder<Value>(3);
        if (location.Wants[1])
            read.Add(x);
        if (location.Wants[0])
            read.Add(weight);
        if (activation != Activation.Identity)
            read.Add(output);
        return read.ToImmutable();
    }

    /// <summary>Whether the gradient of x is added to what is there: see <see cref="Begin"/>.</summary>
    public static bool AddsToX(Location location, Value x, Value? addend) => location.Adds[0] || addend?.Id == x.Id;

    /// <summary>Adds bias and addend to the products, and applies the activation.</summary>
    public static void Finish<V>(Block block, Value output, Value? bias, Value? addend, Activation activation, bool isOfHeads) where V : struct, ILanes<V>
    {
        var (rows, columns) = (block.RowsOf(output), output.Columns);
        var y = block.Of(output);
        var shift = bias is { } given ? block.Of(given) : null;
        var others = addend is { } other ? new InputRows(block, other, output.Level) : default;
        var step = Floats.RowsOfTile(columns);
        for (var start = 0; start < rows; start += step)
        {
            var end = Math.Min(rows, start + step);
            for (var r = start; r < end && (shift != null || addend is not null); r++)
            {
                var row = y + ((long)r * columns);
                if (shift != null)
                    Floats.Add<V>(row, isOfHeads ? shift + ((long)block.Head[r] * columns) : shift, columns);
                if (addend is not null)
                    Floats.Add<V>(row, others[r], columns);
            }

            Activations.Apply<V>(activation, y + ((long)start * columns), (end - start) * columns);
        }
    }

    /// <summary>
    /// Makes the gradient of the output that of the products, and gives bias and addend theirs. Where the addend is x itself, the first to write is the addend.
    /// </summary>
    public static void Begin<V>(Block block, Location location, Value x, Value output, Value? bias, Value? addend, Activation activation, bool isOfHeads)
        where V : struct, ILanes<V>
    {
        var (rows, columns) = (block.RowsOf(output), output.Columns);
        var y = block.Of(output);
        var g = block.Gradient(output);
        var shift = block.Opened(location, 2, bias);
        var givesAddend = block.Gradient(addend) != null;
        var step = Floats.RowsOfTile(columns);
        for (var start = 0; start < rows; start += step)
        {
            var count = Math.Min(step, rows - start);
            var to = g + ((long)start * columns);
            Activations.Back<V>(activation, y + ((long)start * columns), to, count * columns);
            if (shift != null && !isOfHeads)
                Floats.AddColumns<V>(shift, to, count, columns);
            for (var r = 0; r < count && shift != null && isOfHeads; r++)
                Floats.Add<V>(shift + ((long)block.Head[start + r] * columns), to + ((long)r * columns), columns);
            if (givesAddend)
                block.Give<V>(output, addend!.Value, start, count, location.Adds[addend.Value.Id == x.Id ? 0 : 3]);
        }
    }
}
