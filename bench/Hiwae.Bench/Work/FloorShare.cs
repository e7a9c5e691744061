namespace Hiwae.Bench.Work;

/// <summary>What one thread does of a workload's matrix products, on memory of its own.</summary>
internal sealed unsafe class FloorShare : IDisposable
{
    private readonly Arena arena = new();
    private readonly ImmutableArray<(FloorPlan Plan, int Rows)> blocks;
    private readonly bool backward;
    private readonly Sgemm.Product multiply = Sgemm.Multiply;
    private readonly float*[] values;
    private readonly float*[] gradients;
    private readonly Dictionary<FloorPlan, (nint Weight, nint Gradient)[]> weights;

    /// <summary>Memory for the share.</summary>
    /// <param name="plans">All chains of products.</param>
    /// <param name="backward">Whether weights, and where needed inputs, get gradients.</param>
    /// <param name="thread">Which thread's share.</param>
    /// <param name="threads">How many threads there are.</param>
    public FloorShare(ImmutableArray<FloorPlan> plans, bool backward, int thread, int threads)
    {
        this.backward = backward;
        blocks = [.. plans.SelectMany(plan => plan.Blocks(thread, threads).Select(rows => (plan, rows)))];
        var layers = plans.Max(plan => plan.Chain.Layers.Length);
        var largest = plans.SelectMany(plan => plan.Chain.Layers.Select(layer => plan.BlockRows * Math.Max(layer.Inputs, layer.Outputs))).Max();
        values = Buffers(layers + 1, largest);
        gradients = Buffers(layers + 1, largest);
        weights = plans.Distinct().ToDictionary(
            plan => plan,
            plan => plan.Chain.Layers.Select(l => ((nint)arena.Numbers(l.Inputs * l.Outputs), (nint)arena.Numbers(l.Inputs * l.Outputs))).ToArray());
    }

    /// <summary>The whole share, so many times.</summary>
    public void Repeat(int times)
    {
        for (var i = 0; i < times; i++)
        {
            foreach (var (plan, rows) in blocks)
                Run(plan, weights[plan], rows);
        }
    }

    public void Dispose() => arena.Dispose();

    private void Run(FloorPlan plan, (nint Weight, nint Gradient)[] own, int rows)
    {
        var layers = plan.Chain.Layers;
        for (var i = 0; i < layers.Length; i++)
            Forward(plan.Upright, layers[i], rows, values[i], (float*)own[i].Weight, values[i + 1]);
        for (var i = layers.Length - 1; backward && i >= 0; i--)
        {
            ToWeight(plan.Upright, layers[i], rows, values[i], gradients[i + 1], (float*)own[i].Gradient);
            if (i > 0 || plan.Chain.InputGradient)
                ToInput(plan.Upright, layers[i], rows, gradients[i + 1], (float*)own[i].Weight, gradients[i]);
        }
    }

    /// <summary>Y = X Wᵀ or, with values column by column, Yᵀ = W Xᵀ.</summary>
    private void Forward(bool upright, Products.Layer l, int rows, float* x, float* weight, float* y)
    {
        if (upright)
            multiply(false, true, rows, l.Outputs, l.Inputs, x, l.Inputs, weight, l.Inputs, false, y, l.Outputs);
        else
            multiply(false, false, l.Outputs, rows, l.Inputs, weight, l.Inputs, x, rows, false, y, rows);
    }

    /// <summary>W' += Y'ᵀ X.</summary>
    private void ToWeight(bool upright, Products.Layer l, int rows, float* x, float* gradient, float* weightGradient)
    {
        if (upright)
            multiply(true, false, l.Outputs, l.Inputs, rows, gradient, l.Outputs, x, l.Inputs, true, weightGradient, l.Inputs);
        else
            multiply(false, true, l.Outputs, l.Inputs, rows, gradient, rows, x, rows, true, weightGradient, l.Inputs);
    }

    /// <summary>X' = Y' W or, with values column by column, X'ᵀ = Wᵀ Y'ᵀ.</summary>
    private void ToInput(bool upright, Products.Layer l, int rows, float* gradient, float* weight, float* inputGradient)
    {
        if (upright)
            multiply(false, false, rows, l.Inputs, l.Outputs, gradient, l.Outputs, weight, l.Inputs, false, inputGradient, l.Inputs);
        else
            multiply(true, false, l.Inputs, rows, l.Outputs, weight, l.Inputs, gradient, rows, false, inputGradient, rows);
    }

    private float*[] Buffers(int count, int length)
    {
        var buffers = new float*[count];
        for (var i = 0; i < count; i++)
            buffers[i] = arena.Numbers(length);
        return buffers;
    }
}
