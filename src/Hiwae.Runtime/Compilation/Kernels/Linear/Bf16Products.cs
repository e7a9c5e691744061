using Hiwae.Compilation.Kernels.Products;
using Hiwae.Native;

namespace Hiwae.Compilation.Kernels;

/// <summary>Products of factors rounded to bfloat16: W once a run, x and g in scratch; sums are in single precision.</summary>
internal sealed unsafe class Bf16Products : LinearProducts
{
    private readonly Memory memory = new();

    /// <summary>Makes room for W.</summary>
    /// <param name="outputs">Rows of W.</param>
    /// <param name="inputs">Columns of W that x meets.</param>
    public Bf16Products(int outputs, int inputs) : base(outputs, inputs) => memory.Reserve(Bf16.Floats((long)outputs * inputs));

    private ushort* Weight => (ushort*)memory.Start;

    /// <inheritdoc/>
    public override long ScratchFloats(int rows) => Bf16.Floats((long)rows * Inputs) + Bf16.Floats((long)rows * Outputs);

    /// <inheritdoc/>
    public override void Prepare(FloatRows weight, int part, int parts)
    {
        var (first, end) = (Outputs * part / parts, Outputs * (part + 1) / parts);
        Bf16.Round(weight.Start + (first * weight.Stride), weight.Stride, end - first, Inputs, Weight + ((long)first * Inputs));
    }

    /// <inheritdoc/>
    public override void Forward(int rows, FloatRows x, FloatRows y, float* scratch)
    {
        if (rows > 0)
            Bf16Product.Multiply(false, true, rows, Outputs, Inputs, Rounded(rows, x, Inputs, scratch), Inputs, Weight, Inputs, y.Start, (int)y.Stride, adds: false);
    }

    /// <inheritdoc/>
    public override void Backward(int rows, FloatRows g, FloatRows x, FloatRows weight, FloatRows toWeight, bool addsToWeight, FloatRows toX, bool addsToX, float* scratch)
    {
        if (rows == 0 && toWeight.Exist && !addsToWeight)
            toWeight.Clear(Outputs, Inputs);
        if (rows == 0 || !(toWeight.Exist || toX.Exist))
            return;
        var gradient = Rounded(rows, g, Outputs, scratch + Bf16.Floats((long)rows * Inputs));
        if (toWeight.Exist)
        {
            Bf16Product.Multiply(
                true, false, Outputs, Inputs, rows, gradient, Outputs, Rounded(rows, x, Inputs, scratch), Inputs, toWeight.Start, (int)toWeight.Stride, addsToWeight);
        }

        if (toX.Exist)
            Bf16Product.Multiply(false, false, rows, Inputs, Outputs, gradient, Outputs, Weight, Inputs, toX.Start, (int)toX.Stride, addsToX);
    }

    /// <inheritdoc/>
    public override void Dispose() => memory.Dispose();

    private static ushort* Rounded(int rows, FloatRows from, int columns, float* scratch)
    {
        Bf16.Round(from.Start, from.Stride, rows, columns, (ushort*)scratch);
        return (ushort*)scratch;
    }
}
