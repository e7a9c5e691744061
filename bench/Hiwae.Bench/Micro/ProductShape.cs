namespace Hiwae.Bench.Micro;

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
