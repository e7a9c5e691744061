using Hiwae.Compilation.Kernels.Products;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>Products in single precision, on operands as they lie.</summary>
/// <param name="outputs">Rows of W.</param>
/// <param name="inputs">Columns of W that x meets.</param>
internal sealed unsafe class FloatProducts<V>(int outputs, int inputs) : LinearProducts(outputs, inputs) where V : struct, ILanes<V>
{
    // What forward reads: W packed or, where there are few outputs, as it is.
    private readonly PackedWeight<V>? packed = Dots.AreBetter<V>(outputs, inputs) ? null : new(outputs, inputs);
    private readonly DotSide<V>? few = Dots.AreBetter<V>(outputs, inputs) ? new(outputs, inputs) : null;

    // Where there are few inputs.
    private readonly DotSide<V>? fewBack = Dots.AreBetter<V>(inputs, outputs) ? new(inputs, outputs) : null;

    /// <inheritdoc/>
    public override long ScratchFloats(int rows) => fewBack is null ? 0 : (long)Outputs * Inputs;

    /// <inheritdoc/>
    public override void Prepare(FloatRows weight, int part, int parts)
    {
        packed?.Pack(weight.Start, (int)weight.Stride, part, parts);
        if (part > 0)
            return;
        few?.Fill(weight.Start, weight.Stride, 1);
        fewBack?.Fill(weight.Start, 1, weight.Stride);
    }

    /// <inheritdoc/>
    public override void Forward(int rows, FloatRows x, FloatRows y, float* scratch)
    {
        if (packed is null)
            Dots.Run(rows, x.Start, x.Stride, few!, y.Start, y.Stride, adds: false);
        else
            Product.Run<V>(rows, Outputs, Inputs, LeftSide.Rows(x.Start, x.Stride), packed.Side, y.Start, y.Stride, adds: false);
    }

    /// <inheritdoc/>
    public override void Backward(int rows, FloatRows g, FloatRows x, FloatRows weight, FloatRows toWeight, bool addsToWeight, FloatRows toX, bool addsToX, float* scratch)
    {
        if (toWeight.Exist && fewBack is null)
        {
            Product.Run<V>(
                Outputs, Inputs, rows, LeftSide.Transposed(g.Start, g.Stride), RightSide.Rows<V>(x.Start, x.Stride), toWeight.Start, toWeight.Stride, addsToWeight);
        }
        else if (toWeight.Exist)
        {
            // xᵀ g has its many columns side by side.
            Product.Run<V>(Inputs, Outputs, rows, LeftSide.Transposed(x.Start, x.Stride), RightSide.Rows<V>(g.Start, g.Stride), scratch, Outputs, adds: false);
            for (var i = 0; i < Inputs; i++)
            {
                for (var j = 0; j < Outputs; j++)
                {
                    ref var to = ref toWeight.Start[(j * toWeight.Stride) + i];
                    to = (addsToWeight ? to : 0) + scratch[(i * Outputs) + j];
                }
            }
        }

        if (toX.Exist && fewBack is not null)
            Dots.Run(rows, g.Start, g.Stride, fewBack, toX.Start, toX.Stride, addsToX);
        else if (toX.Exist)
            Product.Run<V>(rows, Inputs, Outputs, LeftSide.Rows(g.Start, g.Stride), RightSide.Rows<V>(weight.Start, weight.Stride), toX.Start, toX.Stride, addsToX);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        packed?.Dispose();
        few?.Dispose();
        fewBack?.Dispose();
    }
}
