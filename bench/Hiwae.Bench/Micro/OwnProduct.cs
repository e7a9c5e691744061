using Hiwae.Compilation.Kernels.Products;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Bench.Micro;

/// <summary>Ours, which reads A as it lies and W in panels.</summary>
/// <typeparam name="V">The width of the vectors.</typeparam>
/// <param name="operands">The matrices.</param>
internal sealed unsafe class OwnProduct<V>(Operands operands) : IProduct where V : struct, ILanes<V>
{
    private readonly PackedWeight<V> weight = new(operands.Shape.Columns, operands.Shape.Inner);

    public void Pack() => weight.Pack(operands.W, operands.Shape.Inner, 0, 1);

    public void Multiply()
    {
        var (rows, columns, inner) = operands.Shape;
        Product.Run<V>(rows, columns, inner, LeftSide.Rows(operands.A, inner), weight.Side, operands.C, columns, adds: false);
    }

    public void Dispose() => weight.Dispose();
}
