namespace Hiwae.Data;

/// <summary>What every datum of a set has under a name: an image, a label, a column of a table.</summary>
/// <param name="Name">The name, which <see cref="ColumnAttribute"/> refers to; names of a set differ by more than case.</param>
/// <param name="Shape">The shape of a datum's values: [height, width] or [channels, height, width] of an image, [] of a single value.</param>
/// <param name="Kind">What the values are.</param>
public sealed record DataField(string Name, ImmutableArray<int> Shape, FieldKind Kind)
{
    /// <summary>The name of the image where a set has one and its source has no other name for it.</summary>
    public const string ImageName = "image";

    /// <summary>The name of the label where a set has one and its source has no other name for it.</summary>
    public const string LabelName = "label";

    /// <summary>The number of values of a datum, the product of the shape.</summary>
    public int Size => Shape.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>Pixels of a column; 1 where there is but one row.</summary>
    internal int Height => Shape.Length < 2 ? 1 : Shape[^2];

    /// <summary>Pixels of a row.</summary>
    internal int Width => Shape.Length < 1 ? 1 : Shape[^1];

    /// <inheritdoc/>
    public bool Equals(DataField? other) => other is not null && Name == other.Name && Shape.SequenceEqual(other.Shape) && Kind == other.Kind;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Size, Kind);
}
