using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>w = gain · v / ‖v‖ by row; backward ġain = ẇ·v / ‖v‖ and v̇ = gain / ‖v‖ · (ẇ − (ẇ·v / ‖v‖²) v).</summary>
internal sealed unsafe class WeightNormKernel<V>(Operation.WeightNorm operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, direction = operation.Direction, gain = operation.Gain;

    public override ImmutableArray<Value> ReadBack => [direction, gain];

    public override void Forward(Block block)
    {
        var columns = output.Columns;
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            var v = block.Of(direction) + ((long)r * columns);
            var length = MathF.Sqrt(Moments.Dot<V>(v, v, columns));
            var w = block.Of(output) + ((long)r * columns);
            Floats.Scale<V>(w, block.Of(gain)[r] / length, v, columns);
        }
    }

    public override void Backward(Block block)
    {
        int columns = output.Columns, rows = block.RowsOf(output);
        var toDirection = block.Gradient(direction);
        var toGain = block.Gradient(gain);
        if (toGain != null && !Location.Adds[1])
            Floats.Clear(toGain, rows);
        for (var r = 0; r < rows; r++)
        {
            var at = (long)r * columns;
            float* v = block.Of(direction) + at, g = block.Gradient(output) + at;
            float square = Moments.Dot<V>(v, v, columns), along = Moments.Dot<V>(g, v, columns);
            var length = MathF.Sqrt(square);
            if (toGain != null)
                toGain[r] += along / length;
            if (toDirection != null)
                Back(toDirection + at, g, v, block.Of(gain)[r] / length, along / square, Location.Adds[0], columns);
        }
    }

    // to = factor · (g − along · v), or adds it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Back(float* to, float* g, float* v, float factor, float along, bool adds, int columns)
    {
        V by = V.All(factor), less = V.All(-along);
        for (var i = 0; i < columns; i += V.Count)
        {
            var left = columns - i;
            var old = adds ? Vectors.Load<V>(to + i, left) : V.Zero;
            Vectors.Store(to + i, V.MultiplyAdd(by, V.MultiplyAdd(less, Vectors.Load<V>(v + i, left), Vectors.Load<V>(g + i, left)), old), left);
        }
    }
}
