using Hiwae.Bench.Results;

namespace Hiwae.Bench.Micro;

/// <summary>Our products beside MKL's.</summary>
/// <param name="Levels">By the width of vectors, the widest first.</param>
/// <param name="Machine">Processor and memory.</param>
internal sealed record ProductsResult(IReadOnlyList<ProductsResult.Level> Levels, MachineFacts Machine)
{
    /// <summary>What is done with one set of instructions.</summary>
    /// <param name="Instructions">Of both: MKL is told to use no more; bf16 where our factors are rounded to it.</param>
    /// <param name="Products">By shape.</param>
    internal sealed record Level(string Instructions, IReadOnlyList<ProductTimes> Products);
}

/// <summary>What a product takes, in microseconds: medians.</summary>
/// <param name="Shape">Its sizes.</param>
/// <param name="MklUs">MKL's.</param>
/// <param name="OursUs">Ours, with the weight packed before, as it is once a step.</param>
/// <param name="OursPackingUs">Ours, with the weight packed for every product.</param>
/// <param name="Difference">The largest difference between the results.</param>
internal sealed record ProductTimes(ProductShape Shape, double MklUs, double OursUs, double OursPackingUs, double Difference)
{
    /// <summary>Our speed as a share of MKL's.</summary>
    public double Share => MklUs / OursUs;

    /// <summary>The same with the weight packed for every product.</summary>
    public double SharePacking => MklUs / OursPackingUs;
}

/// <summary>The sizes of a product C = A Wᵀ.</summary>
/// <param name="Rows">Of A and C.</param>
/// <param name="Columns">Rows of W, columns of C.</param>
/// <param name="Inner">Columns of A and W.</param>
internal readonly record struct ProductShape(int Rows, int Columns, int Inner)
{
    /// <summary>What blocks of two hundred proposals bring into the networks of <c>iwae</c>, forward and back, and one with fewer rows.</summary>
    public static ImmutableArray<ProductShape> All { get; } = [new(200, 784, 200), new(200, 200, 784), new(200, 200, 200), new(200, 200, 50), new(96, 200, 784)];

    /// <summary>Floating-point operations, two for each multiplication and addition.</summary>
    public double Operations => 2.0 * Rows * Columns * Inner;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows} × {Columns} × {Inner}");
}
