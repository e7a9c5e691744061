using Hiwae.Bench.Work;

namespace Hiwae.Bench.Micro;

/// <summary>The matrices of a product, row by row: A and W, and a C that a product fills.</summary>
internal sealed unsafe class Operands : IDisposable
{
    private readonly Arena arena = new();

    /// <summary>Random numbers.</summary>
    public Operands(ProductShape shape)
    {
        Shape = shape;
        A = arena.Numbers(shape.Rows * shape.Inner);
        W = arena.Numbers(shape.Columns * shape.Inner);
        C = arena.Numbers(shape.Rows * shape.Columns);
    }

    /// <summary>The sizes.</summary>
    public ProductShape Shape { get; }

    /// <summary>[rows, inner].</summary>
    public float* A { get; }

    /// <summary>[columns, inner].</summary>
    public float* W { get; }

    /// <summary>[rows, columns].</summary>
    public float* C { get; }

    /// <summary>A copy of C.</summary>
    public float[] Result() => new Span<float>(C, Shape.Rows * Shape.Columns).ToArray();

    /// <inheritdoc/>
    public void Dispose() => arena.Dispose();
}
