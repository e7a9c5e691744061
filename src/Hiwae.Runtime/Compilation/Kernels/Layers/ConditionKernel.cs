using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>y = f((1 + s) ⊙ p + t), where s and t have a column for each feature, and p one for each feature at each position.</summary>
internal sealed unsafe class ConditionKernel<V>(Operation.Condition operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, product = operation.Product, scale = operation.Scale, shift = operation.Shift;
    private readonly Activation activation = operation.Activation;
    private readonly int positions = operation.Output.Positions, features = operation.Output.Features;

    public override ImmutableArray<Value> ReadBack =>
        [.. Location.Wants[1] ? [product] : (Value[])[], .. Location.Wants[0] ? [scale] : (Value[])[], .. activation == Activation.Identity ? [] : (Value[])[output]];

    public override Value? InPlace => product.Level == output.Level && product.Id != scale.Id && product.Id != shift.Id ? product : null;

    public override void Forward(Block block)
    {
        var columns = output.Columns;
        var rows = block.RowsOf(output);
        var step = Floats.RowsOfTile(columns);
        for (var start = 0; start < rows; start += step)
        {
            var end = Math.Min(start + step, rows);
            for (var r = start; r < end; r++)
            {
                float* p = block.RowOf(product, output.Level, r), s = block.RowOf(scale, output.Level, r), t = block.RowOf(shift, output.Level, r);
                Conditions.Apply<V>(block.Of(output) + ((long)r * columns), p, s, t, positions, features);
            }
            Activations.Apply<V>(activation, block.Of(output) + ((long)start * columns), (end - start) * columns);
        }
    }

    public override void Backward(Block block)
    {
        var columns = output.Columns;
        var rows = block.RowsOf(output);
        var step = Floats.RowsOfTile(columns);
        for (var start = 0; start < rows; start += step)
        {
            var end = Math.Min(start + step, rows);
            var at = (long)start * columns;
            Activations.Back<V>(activation, block.Of(output) + at, block.Gradient(output) + at, (end - start) * columns);
            for (var r = start; r < end; r++)
                BackwardRow(block, r, block.Gradient(output) + ((long)r * columns));
        }
    }

    // The gradient of p comes last: it may take the place of p.
    private void BackwardRow(Block block, int row, float* g)
    {
        if (block.Gradient(scale) != null)
        {
            var to = Opened(block, scale, row, Location.Adds[1]);
            Conditions.AddProducts<V>(to, g, block.RowOf(product, output.Level, row), positions, features);
        }
        if (block.Gradient(shift) != null)
            Floats.AddColumns<V>(Opened(block, shift, row, Location.Adds[2]), g, positions, features);
        if (block.Gradient(product) == null)
            return;
        var back = block.GradientRowOf(product, output.Level, row);
        Conditions.Back<V>(back, g, block.RowOf(scale, output.Level, row), Location.Adds[0], positions, features);
    }

    private float* Opened(Block block, Value value, int row, bool adds)
    {
        var gradient = block.GradientRowOf(value, output.Level, row);
        if (!adds)
            Floats.Clear(gradient, features);
        return gradient;
    }
}

/// <summary>The loops of scale and shift over one row: numbers for each feature, the same at every position.</summary>
internal static unsafe class Conditions
{
    /// <summary>y = (1 + s) ⊙ p + t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<V>(float* y, float* p, float* s, float* t, int positions, int features) where V : struct, ILanes<V>
    {
        for (var place = 0; place < positions; place++, y += features, p += features)
        {
            var i = 0;
            for (; i <= features - V.Count; i += V.Count)
                V.Store(y + i, V.MultiplyAdd(V.All(1f) + V.Load(s + i), V.Load(p + i), V.Load(t + i)));
            if (i < features)
                V.Store(y + i, V.MultiplyAdd(V.All(1f) + V.Load(s + i, features - i), V.Load(p + i, features - i), V.Load(t + i, features - i)), features - i);
        }
    }

    /// <summary>to = (1 + s) ⊙ g, or adds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Back<V>(float* to, float* g, float* s, bool adds, int positions, int features) where V : struct, ILanes<V>
    {
        for (var place = 0; place < positions; place++, to += features, g += features)
        {
            for (var i = 0; i < features; i += V.Count)
            {
                var left = features - i;
                var old = adds ? Vectors.Load<V>(to + i, left) : V.Zero;
                Vectors.Store(to + i, V.MultiplyAdd(V.All(1f) + Vectors.Load<V>(s + i, left), Vectors.Load<V>(g + i, left), old), left);
            }
        }
    }

    /// <summary>to += Σ a ⊙ b over positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts<V>(float* to, float* a, float* b, int positions, int features) where V : struct, ILanes<V>
    {
        for (var i = 0; i < features; i += V.Count)
        {
            var left = features - i;
            V sum = Vectors.Load<V>(to + i, left), other = V.Zero;
            float* first = a + i, second = b + i;
            var place = 0;
            for (; place <= positions - 2; place += 2, first += 2L * features, second += 2L * features)
            {
                sum = V.MultiplyAdd(Vectors.Load<V>(first, left), Vectors.Load<V>(second, left), sum);
                other = V.MultiplyAdd(Vectors.Load<V>(first + features, left), Vectors.Load<V>(second + features, left), other);
            }
            if (place < positions)
                sum = V.MultiplyAdd(Vectors.Load<V>(first, left), Vectors.Load<V>(second, left), sum);
            Vectors.Store(to + i, sum + other, left);
        }
    }
}
