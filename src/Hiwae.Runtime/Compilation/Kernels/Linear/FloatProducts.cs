using Hiwae.Compilation.Kernels.Products;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>In single precision, on operands as they lie.</summary>
/// <param name="outputs">Rows of W.</param>
/// <param name="inputs">Columns of W that x meets.</param>
internal sealed unsafe class FloatProducts<V>(int outputs, int inputs) : LinearProducts(outputs, inputs) where V : struct, ILanes<V>
{
    private readonly PackedWeight<V> packed = new(outputs, inputs);

    /// <inheritdoc/>
    public override void Prepare(FloatRows weight, int part, int parts) => packed.Pack(weight.Start, (int)weight.Stride, part, parts);

    /// <inheritdoc/>
    public override void Forward(int rows, FloatRows x, FloatRows y, float* scratch) =>
        Product.Run<V>(rows, Outputs, Inputs, LeftSide.Rows(x.Start, x.Stride), packed.Side, y.Start, y.Stride, adds: false);

    /// <inheritdoc/>
    public override void Backward(int rows, FloatRows g, FloatRows x, FloatRows weight, FloatRows toWeight, FloatRows toX, bool adds, float* scratch)
    {
        if (toWeight.Exist)
        {
            Product.Run<V>(
                Outputs, Inputs, rows, LeftSide.Transposed(g.Start, g.Stride), RightSide.Rows<V>(x.Start, x.Stride), toWeight.Start, toWeight.Stride, adds: true);
        }

        if (toX.Exist)
            Product.Run<V>(rows, Inputs, Outputs, LeftSide.Rows(g.Start, g.Stride), RightSide.Rows<V>(weight.Start, weight.Stride), toX.Start, toX.Stride, adds);
    }

    /// <inheritdoc/>
    public override void Dispose() => packed.Dispose();
}
