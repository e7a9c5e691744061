using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>y = f(W ∗ x + bias + addend).</summary>
internal sealed unsafe class ConvKernel<V>(Operation.Conv operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    // Inputs that are collected from at a time: enough for the sums to be worth loading, few enough for the cache.
    private const int FloatsTogether = 6144;

    private readonly Value output = operation.Output, x = operation.X, weight = operation.Weight;
    private readonly Value? bias = operation.Bias, addend = operation.Addend;
    private readonly Activation activation = operation.Activation;
    private readonly ConvGeometry geometry = new(operation);
    private readonly ConvWeights weights = new(new(operation), V.Count);

    // Where the addend is x itself, the first to give its gradient is the addend.
    private bool IsResidual => addend?.Id == x.Id;

    private int Together => x.Level == output.Level ? Math.Max(1, FloatsTogether / Math.Max(1, geometry.Frame)) : 1;

    private int InputFrames => geometry.IsFramed ? ConvWeights.Lines(Together * geometry.Frame) : 0;

    private int WeightSums => ConvWeights.Lines(weights.Panels.Size);

    public override ImmutableArray<Value> ReadBack =>
        [.. Location.Wants[1] ? [x] : (Value[])[], .. activation == Activation.Identity ? [] : (Value[])[output]];

    // All that backward reads of some images it reads before it gives them their gradient.
    public override Value? InPlace => x.Level == output.Level && !IsResidual ? x : null;

    public override long ScratchFloats(Rows most) => (long)WeightSums + InputFrames + ConvWeights.Lines(geometry.BackFrame);

    public override void Prepare(Block block, int part, int parts) =>
        weights.Arrange(block.Of(weight), bias is { } given ? block.Of(given) : null, Location.Wants[0], part, parts);

    public override void Forward(Block block)
    {
        if (output.Level == Level.Once)
            Prepare(block, 0, 1);
        var frame = block.Scratch;
        if (geometry.IsFramed)
            Floats.Clear(frame, geometry.Frame);
        var windows = new Windows
        {
            RowStep = geometry.FrameWidth * geometry.In,
            Down = geometry.Stride * geometry.FrameWidth * geometry.In,
            Across = geometry.Stride * geometry.In,
            Height = geometry.OutHeight,
            Width = geometry.OutWidth,
            Weights = weights.Forward,
            Panels = weights.Panels,
            Bias = weights.Bias,
            SumsDown = geometry.OutWidth * geometry.Out,
            SumsAcross = geometry.Out,
        };
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            windows.Image = Framed(block.RowOf(x, output.Level, r), frame);
            windows.Sums = block.Of(output) + ((long)r * geometry.Output);
            windows.Addend = addend is { } given ? block.RowOf(given, output.Level, r) : null;
            Windows.Correlate<V>(windows);
            Activations.Apply<V>(activation, windows.Sums, geometry.Output);
        }
    }

    public override void Backward(Block block)
    {
        float* toWeight = block.Opened(Location, 1, weight), toBias = block.Opened(Location, 2, bias), toX = block.Gradient(x);
        float* sums = block.Scratch, frames = sums + WeightSums, backFrame = frames + InputFrames;
        if (toWeight != null)
        {
            Floats.Clear(sums, weights.Panels.Size);
            Floats.Clear(frames, InputFrames);
        }
        if (toX != null)
            Floats.Clear(backFrame, geometry.BackFrame);
        int rows = block.RowsOf(output), together = Together;
        for (var first = 0; first < rows; first += together)
        {
            var count = Math.Min(together, rows - first);
            for (var r = first; r < first + count; r++)
                GiveAddendAndBias(block, r, toBias);
            if (toWeight != null)
                Collect(block, first, count, frames, sums);
            for (var r = first; toX != null && r < first + count; r++)
                GiveInput(block, r, backFrame);
        }
        if (toWeight != null)
            weights.Disperse(sums, toWeight);
    }

    public override void Dispose() => weights.Dispose();

    // An input in its frame of zeros, which stay; itself where there is none.
    private float* Framed(float* input, float* frame)
    {
        if (!geometry.IsFramed)
            return input;
        Floats.PutRuns<V>(
            frame + geometry.Middle, geometry.FrameWidth * geometry.In, input, geometry.Width * geometry.In, false, geometry.RowsInside, geometry.InsideRow);
        return frame;
    }

    private void GiveAddendAndBias(Block block, int row, float* toBias)
    {
        var at = (long)row * geometry.Output;
        var g = block.Gradient(output) + at;
        Activations.Back<V>(activation, block.Of(output) + at, g, geometry.Output);
        if (block.Gradient(addend) != null)
            block.Give<V>(output, addend!.Value, row, 1, Location.Adds[IsResidual ? 0 : 3]);
        if (toBias != null)
            Floats.AddColumns<V>(toBias, g, geometry.Pixels, geometry.Out);
    }

    private void Collect(Block block, int first, int count, float* frames, float* sums)
    {
        var images = block.RowOf(x, output.Level, first);
        for (var i = 0; geometry.IsFramed && i < count; i++)
            Framed(block.RowOf(x, output.Level, first + i), frames + (i * geometry.Frame));
        WindowGradients.Collect<V>(new()
        {
            Image = geometry.IsFramed ? frames : images,
            Images = count,
            ImageStep = geometry.Frame,
            RowStep = geometry.FrameWidth * geometry.In,
            Down = geometry.Stride * geometry.FrameWidth * geometry.In,
            Across = geometry.Stride * geometry.In,
            Height = geometry.OutHeight,
            Width = geometry.OutWidth,
            Gradient = block.Gradient(output) + ((long)first * geometry.Output),
            GradientImageStep = geometry.Output,
            GradientDown = geometry.OutWidth * geometry.Out,
            GradientAcross = geometry.Out,
            Panels = weights.Panels,
            Sums = sums,
        });
    }

    private void GiveInput(Block block, int row, float* frame)
    {
        Floats.PutRuns<V>(
            frame + geometry.BackMiddle,
            geometry.BackWidth,
            block.Gradient(output) + ((long)row * geometry.Output),
            geometry.OutWidth * geometry.Out,
            false,
            geometry.OutHeight,
            geometry.OutWidth * geometry.Out);
        var to = block.GradientRowOf(x, output.Level, row);
        var adds = Location.Adds[0] || IsResidual;
        foreach (ref readonly var phase in weights.Phases.AsSpan())
        {
            var sums = to + phase.InputAt;
            Windows.Correlate<V>(new()
            {
                Image = frame + phase.FrameAt,
                RowStep = geometry.BackWidth,
                Down = geometry.BackWidth,
                Across = geometry.Out,
                Height = phase.Down.Count,
                Width = phase.Across.Count,
                Weights = weights.Back(phase),
                Panels = phase.Panels,
                Sums = sums,
                Addend = adds ? sums : null,
                SumsDown = geometry.Stride * geometry.Width * geometry.In,
                SumsAcross = geometry.Stride * geometry.In,
            });
        }
    }
}
