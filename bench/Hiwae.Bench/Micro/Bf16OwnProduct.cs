using Hiwae.Compilation;
using Hiwae.Compilation.Kernels;
using Memory = Hiwae.Compilation.Kernels.Memory;

namespace Hiwae.Bench.Micro;

/// <summary>What a step in bf16 does: W is rounded once, A for each product.</summary>
/// <param name="operands">The matrices.</param>
internal sealed unsafe class Bf16OwnProduct(Operands operands) : IProduct
{
    private readonly Bf16Products products = new(operands.Shape.Columns, operands.Shape.Inner);
    private readonly Memory scratch = new();

    public void Pack() => products.Prepare(FloatRows.At(operands.W, operands.Shape.Inner), 0, 1);

    public void Multiply()
    {
        var (rows, columns, inner) = operands.Shape;
        products.Forward(rows, FloatRows.At(operands.A, inner), FloatRows.At(operands.C, columns), scratch.Reserve(products.ScratchFloats(rows)));
    }

    public void Dispose()
    {
        products.Dispose();
        scratch.Dispose();
    }
}
