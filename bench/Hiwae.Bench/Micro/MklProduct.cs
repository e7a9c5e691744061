using Hiwae.Bench.Work;

namespace Hiwae.Bench.Micro;

/// <summary>MKL's, which takes the matrices as they lie.</summary>
/// <param name="operands">The matrices.</param>
internal sealed unsafe class MklProduct(Operands operands) : IProduct
{
    public void Pack() => Mkl.StayOnThisThread();

    public void Multiply()
    {
        var (rows, columns, inner) = operands.Shape;
        Mkl.Multiply(false, true, rows, columns, inner, operands.A, inner, operands.W, inner, false, operands.C);
    }

    public void Dispose()
    {
    }
}
