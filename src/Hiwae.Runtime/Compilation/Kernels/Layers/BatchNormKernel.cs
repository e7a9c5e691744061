using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>y = f(rate ⊙ x + shift) by channel, rate = weight/√(variance + ε) and shift = bias − rate ⊙ mean: normalisation by running averages.</summary>
internal sealed unsafe class BatchNormKernel<V>(Operation.BatchNorm operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, x = operation.X, mean = operation.Mean, variance = operation.Variance;
    private readonly Value weight = operation.Weight, bias = operation.Bias;
    private readonly Activation activation = operation.Activation;
    private readonly float epsilon = (float)operation.Epsilon;
    private readonly int positions = operation.Output.Positions, features = operation.Output.Features;

    public override ImmutableArray<Value> ReadBack =>
        [.. Location.Wants[3] ? [x] : (Value[])[], mean, variance, weight, .. activation == Activation.Identity ? [] : (Value[])[output]];

    public override Value? InPlace => x.Level == output.Level ? x : null;

    public override long ScratchFloats(Rows most) => 2L * features;

    public override void Forward(Block block)
    {
        var columns = output.Columns;
        float* rate = block.Scratch, shift = rate + features;
        Rates(block, rate);
        for (var c = 0; c < features; c++)
            shift[c] = block.Of(bias)[c] - (rate[c] * block.Of(mean)[c]);
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            var y = block.Of(output) + ((long)r * columns);
            Apply(y, block.RowOf(x, output.Level, r), rate, shift, positions, features);
            Activations.Apply<V>(activation, y, columns);
        }
    }

    public override void Backward(Block block)
    {
        var columns = output.Columns;
        float* rate = block.Scratch, along = rate + features;
        float* toX = block.Gradient(x), toWeight = block.Opened(Location, 3, weight), toBias = block.Opened(Location, 4, bias);
        Rates(block, rate);
        Floats.Clear(along, features);
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            var g = block.Gradient(output) + ((long)r * columns);
            Activations.Back<V>(activation, block.Of(output) + ((long)r * columns), g, columns);
            if (toBias != null)
                Floats.AddColumns<V>(toBias, g, positions, features);
            if (toWeight != null)
                AddDeviations(along, g, block.RowOf(x, output.Level, r), block.Of(mean), positions, features);
            if (toX != null)
                Back(block.GradientRowOf(x, output.Level, r), g, rate, Location.Adds[0], positions, features);
        }
        for (var c = 0; toWeight != null && c < features; c++)
            toWeight[c] += along[c] / MathF.Sqrt(block.Of(variance)[c] + epsilon);
    }

    private void Rates(Block block, float* rate)
    {
        for (var c = 0; c < features; c++)
            rate[c] = block.Of(weight)[c] / MathF.Sqrt(block.Of(variance)[c] + epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(float* y, float* x, float* rate, float* shift, int positions, int features)
    {
        for (var place = 0; place < positions; place++, y += features, x += features)
        {
            for (var i = 0; i < features; i += V.Count)
            {
                var left = features - i;
                Vectors.Store(y + i, V.MultiplyAdd(Vectors.Load<V>(rate + i, left), Vectors.Load<V>(x + i, left), Vectors.Load<V>(shift + i, left)), left);
            }
        }
    }

    // ẋ = rate ⊙ g, or adds it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Back(float* to, float* g, float* rate, bool adds, int positions, int features)
    {
        for (var place = 0; place < positions; place++, to += features, g += features)
        {
            for (var i = 0; i < features; i += V.Count)
            {
                var left = features - i;
                var old = adds ? Vectors.Load<V>(to + i, left) : V.Zero;
                Vectors.Store(to + i, V.MultiplyAdd(Vectors.Load<V>(rate + i, left), Vectors.Load<V>(g + i, left), old), left);
            }
        }
    }

    // to += Σ g ⊙ (x − mean) over positions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddDeviations(float* to, float* g, float* x, float* mean, int positions, int features)
    {
        for (var i = 0; i < features; i += V.Count)
        {
            var left = features - i;
            V sum = Vectors.Load<V>(to + i, left), from = Vectors.Load<V>(mean + i, left);
            float* back = g + i, value = x + i;
            for (var place = 0; place < positions; place++, back += features, value += features)
                sum = V.MultiplyAdd(Vectors.Load<V>(back, left), Vectors.Load<V>(value, left) - from, sum);
            Vectors.Store(to + i, sum, left);
        }
    }
}
