using System.Linq;

namespace Hiwae.Generators.Networks;

/// <summary>What flows between layers: a vector of one size, or an image of channels, height and width.</summary>
internal sealed record LayerShape(EquatableArray<Size> Sizes)
{
    /// <summary>A vector of which nothing is known.</summary>
    public static LayerShape AnyVector { get; } = new([Size.Unknown]);

    /// <summary>An image of which nothing is known.</summary>
    public static LayerShape AnyImage { get; } = new([Size.Unknown, Size.Unknown, Size.Unknown]);

    public bool IsImage => Sizes.Count == 3;

    public bool IsKnown => Sizes.All(size => size.IsKnown);

    public Size Channels => Sizes[0];

    public Size Height => Sizes[1];

    public Size Width => Sizes[2];

    /// <summary>The number of values.</summary>
    public Size Values => Sizes.Aggregate(Size.Of(1), (product, size) => product * size);

    public static LayerShape Vector(Size values) => new([values]);

    public static LayerShape Image(Size channels, Size height, Size width) => new([channels, height, width]);

    /// <summary>Height and width alone, for a message.</summary>
    public static LayerShape Plane(Size height, Size width) => new([height, width]);

    /// <summary>The sizes as whole numbers.</summary>
    public EquatableArray<int> ToInts() => new([.. Sizes.Select(size => (int)size.AtLeast)]);
}
