using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Images to more pixels: each repeated, or what lies between pixels, their centres held.</summary>
internal sealed unsafe class UpsampleKernel<V>(Operation.Upsample operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, x = operation.X;
    private readonly int channels = operation.X.Features, factor = operation.Factor;
    private readonly int height = operation.X.Image!.Value.Height, width = operation.X.Image.Value.Width;
    private readonly bool isBilinear = operation.Interpolation == Interpolation.Bilinear;

    public override long ScratchFloats(Rows most) => (long)width * channels;

    private bool Doubles => isBilinear && factor == 2;

    private int Line => width * channels;

    public override void Forward(Block block)
    {
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            float* from = block.RowOf(x, output.Level, r), y = block.Of(output) + ((long)r * output.Columns);
            if (Doubles)
                Doubling.Enlarge<V>(from, height, width, channels, y);
            else if (isBilinear)
                Enlarge(from, y, block.Scratch);
            else
                Repeat(from, y);
        }
    }

    public override void Backward(Block block)
    {
        if (block.Gradient(x) == null)
            return;
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            float* to = block.GradientRowOf(x, output.Level, r), g = block.Gradient(output) + ((long)r * output.Columns);
            if (Doubles)
            {
                Doubling.Reduce<V>(g, height, width, channels, Location.Adds[0], to);
                continue;
            }
            if (!Location.Adds[0])
                Floats.Clear(to, x.Columns);
            if (isBilinear)
                Reduce(g, to, block.Scratch);
            else
                Gather(g, to);
        }
    }

    private void Repeat(float* from, float* y)
    {
        for (var r = 0; r < height * factor; r++)
            for (var i = 0; i < width * factor; i++, y += channels)
                Floats.Copy(y, from + (r / factor * Line) + (i / factor * channels), channels);
    }

    private void Gather(float* g, float* to)
    {
        for (var r = 0; r < height * factor; r++)
            for (var i = 0; i < width * factor; i++, g += channels)
                Floats.Add<V>(to + (r / factor * Line) + (i / factor * channels), g, channels);
    }

    private void Enlarge(float* from, float* y, float* line)
    {
        for (var r = 0; r < height * factor; r++)
        {
            var row = new Between(r, factor, height);
            Blend(line, from + (row.Low * Line), from + (row.High * Line), row.Part, Line);
            for (var i = 0; i < width * factor; i++, y += channels)
            {
                var column = new Between(i, factor, width);
                Blend(y, line + (column.Low * channels), line + (column.High * channels), column.Part, channels);
            }
        }
    }

    private void Reduce(float* g, float* to, float* line)
    {
        for (var r = 0; r < height * factor; r++)
        {
            var row = new Between(r, factor, height);
            Floats.Clear(line, Line);
            for (var i = 0; i < width * factor; i++, g += channels)
            {
                var column = new Between(i, factor, width);
                Floats.AddScaled<V>(line + (column.Low * channels), g, 1 - column.Part, channels);
                Floats.AddScaled<V>(line + (column.High * channels), g, column.Part, channels);
            }
            Floats.AddScaled<V>(to + (row.Low * Line), line, 1 - row.Part, Line);
            Floats.AddScaled<V>(to + (row.High * Line), line, row.Part, Line);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blend(float* to, float* low, float* high, float part, int count)
    {
        V of = V.All(part), rest = V.All(1 - part);
        for (var i = 0; i < count; i += V.Count)
            Vectors.Store(to + i, V.MultiplyAdd(of, Vectors.Load<V>(high + i, count - i), rest * Vectors.Load<V>(low + i, count - i)), count - i);
    }

    // Where an enlarged coordinate lies between two of the original's: the centres of pixels are held, not those at the corners.
    private readonly struct Between
    {
        public Between(int place, int factor, int size)
        {
            var source = Math.Max(0f, ((place + 0.5f) * (1f / factor)) - 0.5f);
            Low = Math.Min((int)source, size - 1);
            High = Math.Min(Low + 1, size - 1);
            Part = source - Low;
        }

        public int Low { get; }

        public int High { get; }

        /// <summary>The share of the higher one.</summary>
        public float Part { get; }
    }
}
