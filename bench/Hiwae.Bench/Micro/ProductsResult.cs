using Hiwae.Bench.Results;

namespace Hiwae.Bench.Micro;

/// <summary>Our products beside MKL's.</summary>
/// <param name="Levels">Results by the width of vectors, the widest first.</param>
/// <param name="Machine">Processor and memory.</param>
internal sealed record ProductsResult(IReadOnlyList<ProductsResult.Level> Levels, MachineFacts Machine)
{
    /// <summary>The result with one set of instructions.</summary>
    /// <param name="Instructions">The instructions of both: MKL is told to use no more; bf16 where our factors are rounded to it.</param>
    /// <param name="Products">Times by shape.</param>
    internal sealed record Level(string Instructions, IReadOnlyList<ProductTimes> Products);
}

/// <summary>The time of a product, in microseconds: medians.</summary>
/// <param name="Shape">The sizes.</param>
/// <param name="MklUs">The time of MKL's.</param>
/// <param name="OursUs">The time of ours, with the weight packed before, as it is once a step.</param>
/// <param name="OursPackingUs">The time of ours, with the weight packed for every product.</param>
/// <param name="Difference">The largest difference between the results.</param>
internal sealed record ProductTimes(ProductShape Shape, double MklUs, double OursUs, double OursPackingUs, double Difference)
{
    /// <summary>Our speed as a share of MKL's.</summary>
    public double Share => MklUs / OursUs;

    /// <summary>The same with the weight packed for every product.</summary>
    public double SharePacking => MklUs / OursPackingUs;
}

/// <summary>The sizes of a product C = A Wᵀ.</summary>
/// <param name="Rows">Rows of A and C.</param>
/// <param name="Columns">Rows of W, columns of C.</param>
/// <param name="Inner">Columns of A and W.</param>
internal readonly record struct ProductShape(int Rows, int Columns, int Inner)
{
    /// <summary>The products of <c>iwae</c>'s networks for blocks of two hundred proposals, forward and back, and one with fewer rows.</summary>
    public static ImmutableArray<ProductShape> All { get; } = [new(200, 784, 200), new(200, 200, 784), new(200, 200, 200), new(200, 200, 50), new(96, 200, 784)];

    /// <summary>Floating-point operations, two for each multiplication and addition.</summary>
    public double Operations => 2.0 * Rows * Columns * Inner;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows} × {Columns} × {Inner}");
}
