using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>y = f(n ⊙ weight + bias), n = (x − mean)/√(variance + 1e-5) by row; mean and 1/√(…) are kept for backward.</summary>
internal sealed unsafe class LayerNormKernel<V>(Operation.LayerNorm operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private const float Epsilon = 1e-5f;

    private readonly Value output = operation.Output, x = operation.X, weight = operation.Weight, bias = operation.Bias;
    private readonly Activation activation = operation.Activation;
    private readonly int positions = operation.Output.Positions, features = operation.Output.Features;

    public override int SavedFloats => 2;

    public override ImmutableArray<Value> ReadBack => activation == Activation.Identity ? [x, weight] : [x, weight, output];

    public override Value? InPlace => x.Level == output.Level ? x : null;

    public override long ScratchFloats(Rows most) => 3L * output.Columns;

    public override void Forward(Block block)
    {
        int columns = output.Columns, rows = block.RowsOf(output), step = Floats.RowsOfTile(columns);
        float* by = Ordered(block, weight, block.Scratch), plus = Ordered(block, bias, block.Scratch + columns);
        for (var start = 0; start < rows; start += step)
        {
            var end = Math.Min(start + step, rows);
            for (var r = start; r < end; r++)
            {
                var row = block.RowOf(x, output.Level, r);
                var mean = Moments.Sum<V>(row, columns) / columns;
                var rate = 1f / MathF.Sqrt((Moments.Squares<V>(row, mean, columns) / columns) + Epsilon);
                Normalise(block.Of(output) + ((long)r * columns), row, mean, rate, by, plus, columns);
                if (!block.HasBackward)
                    continue;
                var saved = block.Saved(Location) + (2L * r);
                saved[0] = mean;
                saved[1] = rate;
            }
            Activations.Apply<V>(activation, block.Of(output) + ((long)start * columns), (end - start) * columns);
        }
    }

    public override void Backward(Block block)
    {
        int columns = output.Columns, rows = block.RowsOf(output), step = Floats.RowsOfTile(columns);
        var by = Ordered(block, weight, block.Scratch);
        float* toWeight = block.Scratch + columns, toBias = toWeight + columns;
        Floats.Clear(toWeight, 2 * columns);
        for (var start = 0; start < rows; start += step)
        {
            var end = Math.Min(start + step, rows);
            var at = (long)start * columns;
            Activations.Back<V>(activation, block.Of(output) + at, block.Gradient(output) + at, (end - start) * columns);
            for (var r = start; r < end; r++)
            {
                float* row = block.RowOf(x, output.Level, r), g = block.Gradient(output) + ((long)r * columns), saved = block.Saved(Location) + (2L * r);
                var (sum, along) = Collect(row, saved[0], saved[1], g, by, toWeight, toBias, columns);
                if (block.Gradient(x) != null)
                    Back(block.GradientRowOf(x, output.Level, r), row, saved[0], saved[1], g, by, sum / columns, along / columns, Location.Adds[0], columns);
            }
        }
        Give(block, 1, weight, toWeight);
        Give(block, 2, bias, toBias);
    }

    // A parameter in the order of the pixels: itself, or a copy.
    private float* Ordered(Block block, Value parameter, float* copy)
    {
        var given = block.Of(parameter);
        if (positions == 1 || features == 1)
            return given;
        Transposition.Put(copy, given, features, positions);
        return copy;
    }

    private void Give(Block block, int input, Value parameter, float* gradient)
    {
        var to = block.Opened(Location, input, parameter);
        if (to == null)
            return;
        if (positions == 1 || features == 1)
            Floats.Add<V>(to, gradient, output.Columns);
        else
            Transposition.Add(to, gradient, positions, features);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalise(float* y, float* x, float mean, float rate, float* weight, float* bias, int columns)
    {
        V from = V.All(mean), by = V.All(rate);
        for (var i = 0; i < columns; i += V.Count)
        {
            var left = columns - i;
            Vectors.Store(y + i, V.MultiplyAdd((Vectors.Load<V>(x + i, left) - from) * by, Vectors.Load<V>(weight + i, left), Vectors.Load<V>(bias + i, left)), left);
        }
    }

    // Adds a row's share of the parameters' gradients; Σ g w and Σ g w n.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float Sum, float Along) Collect(float* x, float mean, float rate, float* g, float* weight, float* toWeight, float* toBias, int columns)
    {
        V from = V.All(mean), by = V.All(rate), sum = V.Zero, along = V.Zero;
        for (var i = 0; i < columns; i += V.Count)
        {
            var left = columns - i;
            var back = Vectors.Load<V>(g + i, left);
            var normal = (Vectors.Load<V>(x + i, left) - from) * by;
            var share = back * Vectors.Load<V>(weight + i, left);
            Vectors.Store(toWeight + i, V.MultiplyAdd(back, normal, Vectors.Load<V>(toWeight + i, left)), left);
            Vectors.Store(toBias + i, Vectors.Load<V>(toBias + i, left) + back, left);
            sum += share;
            along = V.MultiplyAdd(share, normal, along);
        }
        return (V.Sum(sum), V.Sum(along));
    }

    // ẋ = rate · (g w − sum − n · along), or adds it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Back(
        float* to, float* x, float mean, float rate, float* g, float* weight, float sum, float along, bool adds, int columns)
    {
        V from = V.All(mean), by = V.All(rate), less = V.All(sum), lessNormal = V.All(-along);
        for (var i = 0; i < columns; i += V.Count)
        {
            var left = columns - i;
            var normal = (Vectors.Load<V>(x + i, left) - from) * by;
            var share = V.MultiplyAdd(lessNormal, normal, (Vectors.Load<V>(g + i, left) * Vectors.Load<V>(weight + i, left)) - less);
            Vectors.Store(to + i, V.MultiplyAdd(by, share, adds ? Vectors.Load<V>(to + i, left) : V.Zero), left);
        }
    }
}
