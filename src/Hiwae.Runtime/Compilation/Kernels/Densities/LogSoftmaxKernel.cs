using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// log Σ exp = base + rest: in two parts, since their sum rounds away digits of what is a difference to it.
/// </summary>
/// <param name="Base">The largest number; 0 where that is infinite.</param>
/// <param name="Rest">The logarithm of Σ exp(x − base).</param>
internal readonly unsafe record struct LogSum(float Base, float Rest)
{
    /// <summary>log Σ exp.</summary>
    public float Value => Base + Rest;

    /// <summary>The logarithm of a number's share of the sum.</summary>
    public float Share(float x) => (x - Base) - Rest;

    /// <summary>log Σ exp of a row of numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static LogSum Of<V>(float* x, int count) where V : struct, ILanes<V>
    {
        var infinity = V.All(float.PositiveInfinity);
        var most = -infinity;
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            most = V.Max(most, V.Load(x + i));
        if (i < count)
            most = V.Max(most, Part<V>.Or(V.Load(x + i, count - i), most, count - i));
        var highest = V.Largest(most);
        var shift = float.IsFinite(highest) ? highest : 0f;

        var (all, sum) = (V.All(shift), V.Zero);
        for (i = 0; i <= count - V.Count; i += V.Count)
            sum += Elementary.Exp(V.Load(x + i) - all);
        if (i < count)
            sum += Part<V>.Or(Elementary.Exp(V.Load(x + i, count - i) - all), V.Zero, count - i);
        return new(shift, Logarithm(V.Sum(sum)));

        static float Logarithm(float x)
        {
            V.Store(&x, Elementary.Log(V.All(x)), 1);
            return x;
        }
    }

    /// <summary>y = each number's share of the sum, or its logarithm; may be in place. Of a sum that is zero or infinite no number has a share.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Shares<V>(float* x, int count, float* y, bool asLogarithms) where V : struct, ILanes<V>
    {
        if (float.IsInfinity(Rest) && !asLogarithms)
        {
            Floats.Clear(y, count);
            return;
        }

        var (shift, rest) = (V.All(Base), V.All(Rest));
        for (var i = 0; i < count; i += V.Count)
        {
            var share = (Vectors.Load<V>(x + i, count - i) - shift) - rest;
            Vectors.Store(y + i, asLogarithms ? share : Elementary.Exp(share), count - i);
        }
    }
}

/// <summary>y = x − log Σ exp x over all elements. Back: g − e^y Σ g.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class LogSoftmaxKernel<V>(Operation.LogSoftmax operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => [operation.Output];

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var x = block.Of(operation.X);
        var count = CountIn(block);
        LogSum.Of<V>(x, count).Shares<V>(x, count, block.Of(operation.Output), asLogarithms: true);
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var to = block.Gradient(operation.X);
        if (to is null)
            return;
        float* y = block.Of(operation.Output), gradient = block.Gradient(operation.Output);
        var (count, adds) = (CountIn(block), Location.Adds[0]);
        var total = V.All(Floats.Sum<V>(gradient, count));
        for (var i = 0; i < count; i += V.Count)
        {
            var left = count - i;
            var found = Vectors.Load<V>(gradient + i, left) - (total * Elementary.Exp(Vectors.Load<V>(y + i, left)));
            Vectors.Store(to + i, adds ? Vectors.Load<V>(to + i, left) + found : found, left);
        }
    }

    private int CountIn(Block block) => block.RowsOf(operation.Output) * operation.Output.Columns;
}
