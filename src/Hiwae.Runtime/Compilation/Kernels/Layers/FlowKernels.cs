using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Some columns of each row, in any order.</summary>
internal sealed unsafe class ColumnsKernel<V>(Operation.Columns operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, x = operation.X;
    private readonly int[] from = [.. operation.From];

    public override void Forward(Block block)
    {
        float* source = block.Of(x), y = block.Of(output);
        var rows = block.RowsOf(output);
        for (var r = 0; r < rows; r++, source += x.Columns, y += from.Length)
        {
            for (var i = 0; i < from.Length; i++)
                y[i] = source[from[i]];
        }
    }

    public override void Backward(Block block)
    {
        float* to = block.Gradient(x), g = block.Gradient(output);
        if (to == null)
            return;
        var rows = block.RowsOf(output);
        if (!Location.Adds[0])
            Floats.Clear(to, rows * x.Columns);
        for (var r = 0; r < rows; r++, to += x.Columns, g += from.Length)
        {
            for (var i = 0; i < from.Length; i++)
                to[from[i]] += g[i];
        }
    }
}

/// <summary>y = x e^a + t of the last columns, or (x − t) e^−a; the others as they are.</summary>
internal sealed unsafe class AffineKernel<V>(Operation.Affine operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, x = operation.X, raw = operation.Raw;
    private readonly int changed = operation.Raw.Columns / 2, kept = operation.X.Columns - (operation.Raw.Columns / 2);
    private readonly bool inverse = operation.IsInverse;

    public override ImmutableArray<Value> ReadBack => Location.Wants[1] ? [x, raw] : [raw];

    public override void Forward(Block block)
    {
        InputRows scales = new(block, raw, output.Level);
        float* from = block.Of(x), y = block.Of(output);
        var rows = block.RowsOf(output);
        for (var r = 0; r < rows; r++, from += x.Columns, y += x.Columns)
        {
            Floats.Copy(y, from, kept);
            AffineRows.Apply<V>(y + kept, from + kept, scales[r], changed, inverse);
        }
    }

    public override void Backward(Block block)
    {
        InputRows scales = new(block, raw, output.Level);
        float* from = block.Of(x), g = block.Gradient(output), to = block.Gradient(x);
        var rows = block.RowsOf(output);
        for (var r = 0; r < rows; r++, from += x.Columns, g += x.Columns)
        {
            if (scales.IsWanted)
                AffineRows.BackToRaw<V>(scales.Gradient(r), from + kept, g + kept, scales[r], changed, inverse, Location.Adds[1]);
            if (to == null)
                continue;
            Floats.PutRun<V>(to, g, Location.Adds[0], kept);
            AffineRows.Back<V>(to + kept, g + kept, scales[r], changed, inverse, Location.Adds[0]);
            to += x.Columns;
        }
    }
}

/// <summary>Σ a, or −Σ a.</summary>
internal sealed unsafe class LogScaleKernel<V>(Operation.LogScale operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, raw = operation.Raw;
    private readonly int changed = operation.Raw.Columns / 2;
    private readonly float sign = operation.IsInverse ? -1f : 1f;

    public override ImmutableArray<Value> ReadBack => [raw];

    public override void Forward(Block block)
    {
        InputRows scales = new(block, raw, output.Level);
        var y = block.Of(output);
        for (var r = 0; r < block.RowsOf(output); r++)
            y[r] = sign * AffineRows.Total<V>(scales[r], changed);
    }

    public override void Backward(Block block)
    {
        InputRows scales = new(block, raw, output.Level);
        if (!scales.IsWanted)
            return;
        var g = block.Gradient(output);
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            var to = scales.Gradient(r);
            if (!Location.Adds[0])
                Floats.Clear(to, raw.Columns);
            AffineRows.AddSlopes<V>(to, scales[r], sign * g[r], changed);
        }
    }
}

/// <summary>The loops of scale and shift over one row, a = 2 tanh(s/2), s and t as a network gives them.</summary>
internal static unsafe class AffineRows
{
    private const float Bound = Networks.AffineMap.Bound;

    /// <summary>y = x e^a + t, or (x − t) e^−a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<V>(float* y, float* x, float* raw, int count, bool inverse) where V : struct, ILanes<V>
    {
        for (var i = 0; i < count; i += V.Count)
        {
            var left = count - i;
            V value = Vectors.Load<V>(x + i, left), shift = Vectors.Load<V>(raw + count + i, left), scale = Scale<V>(raw + i, left, inverse);
            Vectors.Store(y + i, inverse ? (value - shift) * scale : V.MultiplyAdd(value, scale, shift), left);
        }
    }

    /// <summary>Gives x its gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Back<V>(float* to, float* g, float* raw, int count, bool inverse, bool adds) where V : struct, ILanes<V>
    {
        for (var i = 0; i < count; i += V.Count)
        {
            var left = count - i;
            var old = adds ? Vectors.Load<V>(to + i, left) : V.Zero;
            Vectors.Store(to + i, V.MultiplyAdd(Vectors.Load<V>(g + i, left), Scale<V>(raw + i, left, inverse), old), left);
        }
    }

    /// <summary>Gives s and t theirs: of y = x e^a + t these are g x e^a ∂a/∂s and g; of y = (x − t) e^−a they are −g y ∂a/∂s and −g e^−a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BackToRaw<V>(float* to, float* x, float* g, float* raw, int count, bool inverse, bool adds) where V : struct, ILanes<V>
    {
        for (var i = 0; i < count; i += V.Count)
        {
            var left = count - i;
            V back = Vectors.Load<V>(g + i, left), value = Vectors.Load<V>(x + i, left), scale = Scale<V>(raw + i, left, inverse);
            if (inverse)
                (value, back) = (value - Vectors.Load<V>(raw + count + i, left), -back);
            V ofScale = back * value * scale * Slope<V>(raw + i, left), ofShift = inverse ? back * scale : back;
            if (adds)
                (ofScale, ofShift) = (ofScale + Vectors.Load<V>(to + i, left), ofShift + Vectors.Load<V>(to + count + i, left));
            Vectors.Store(to + i, ofScale, left);
            Vectors.Store(to + count + i, ofShift, left);
        }
    }

    /// <summary>Σ a.</summary>
    public static float Total<V>(float* raw, int count) where V : struct, ILanes<V>
    {
        var sum = V.Zero;
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            sum += LogScale(V.Load(raw + i));
        return V.Sum(i < count ? sum + LogScale(V.Load(raw + i, count - i)) : sum);
    }

    /// <summary>to += factor ∂a/∂s.</summary>
    public static void AddSlopes<V>(float* to, float* raw, float factor, int count) where V : struct, ILanes<V>
    {
        for (var i = 0; i < count; i += V.Count)
        {
            var left = count - i;
            Vectors.Store(to + i, V.MultiplyAdd(Slope<V>(raw + i, left), V.All(factor), Vectors.Load<V>(to + i, left)), left);
        }
    }

    private static V LogScale<V>(V s) where V : struct, ILanes<V> => Elementary.Tanh(s * V.All(1 / Bound)) * V.All(Bound);

    private static V Scale<V>(float* s, int left, bool inverse) where V : struct, ILanes<V>
    {
        var logScale = LogScale(Vectors.Load<V>(s, left));
        return Elementary.Exp(inverse ? -logScale : logScale);
    }

    private static V Slope<V>(float* s, int left) where V : struct, ILanes<V>
    {
        var tanh = Elementary.Tanh(Vectors.Load<V>(s, left) * V.All(1 / Bound));
        return V.All(1f) - (tanh * tanh);
    }
}
