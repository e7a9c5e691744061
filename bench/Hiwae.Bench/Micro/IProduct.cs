using System.Diagnostics;
using Hiwae.Bench.Work;
using Hiwae.Compilation;
using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Kernels.Products;
using Hiwae.Compilation.Lanes;
using Memory = Hiwae.Compilation.Kernels.Memory;

namespace Hiwae.Bench.Micro;

/// <summary>A way to compute a product, on the calling thread.</summary>
internal interface IProduct : IDisposable
{
    /// <summary>Brings W into the form in which the product reads it; a step does this once, for all of its blocks.</summary>
    void Pack();

    /// <summary>C = A Wᵀ, and whatever else has to be done for each A.</summary>
    void Multiply();
}

/// <summary>Our product, which reads A as it lies and W in panels.</summary>
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

/// <summary>Our products by the width of their vectors.</summary>
internal static class OwnProducts
{
    /// <summary>The products of the widths that this machine has, the narrowest first.</summary>
    public static ImmutableArray<Func<Operands, IProduct>> Supported { get; } = [.. VectorWidths.Supported.Select(Of)];

    /// <summary>The product of a width.</summary>
    public static Func<Operands, IProduct> Of(VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => operands => new OwnProduct<Lanes512>(operands),
        VectorWidth.Bits256 => operands => new OwnProduct<Lanes256>(operands),
        VectorWidth.Bits128 => operands => new OwnProduct<Lanes128>(operands),
        _ => throw new UnreachableException($"Width {width}."),
    };
}

/// <summary>The product of a step in bf16: W is rounded once, A for each product.</summary>
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

/// <summary>MKL's product, which takes the matrices as they lie.</summary>
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
