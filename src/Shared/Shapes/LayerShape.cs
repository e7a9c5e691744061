using System;
using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Shapes;

/// <summary>The shape of a value between layers: a vector of one size, or an image of channels, height and width.</summary>
internal sealed class LayerShape(IReadOnlyList<Size> sizes)
{
    /// <summary>A vector of which nothing is known.</summary>
    public static LayerShape AnyVector { get; } = new([Size.Unknown]);

    /// <summary>An image of which nothing is known.</summary>
    public static LayerShape AnyImage { get; } = new([Size.Unknown, Size.Unknown, Size.Unknown]);

    public IReadOnlyList<Size> Sizes => sizes;

    public bool IsImage => sizes.Count == 3;

    public bool IsKnown => sizes.All(size => size.IsKnown);

    public Size Channels => sizes[0];

    public Size Height => sizes[1];

    public Size Width => sizes[2];

    /// <summary>The number of values.</summary>
    public Size Values => sizes.Aggregate(Size.Of(1), (product, size) => product * size);

    public static LayerShape Vector(Size values) => new([values]);

    public static LayerShape Image(Size channels, Size height, Size width) => new([channels, height, width]);

    /// <summary>A shape of which everything is known.</summary>
    public static LayerShape Of(IEnumerable<int> sizes) => new([.. sizes.Select(Size.Of)]);

    /// <summary>Height and width alone, for a message.</summary>
    public static LayerShape Plane(Size height, Size width) => new([height, width]);

    /// <summary>The sizes as whole numbers.</summary>
    public int[] ToInts() => [.. sizes.Select(size => (int)size.AtLeast)];
}

/// <summary>
/// One size of a shape. Where the network's input is not known, a size may be known only to be at least something; what
/// is wrong then is wrong whatever the input. A double, so that no product overflows.
/// </summary>
/// <param name="AtLeast">A lower bound, or the size itself.</param>
/// <param name="IsKnown">Whether it is the size itself.</param>
internal readonly record struct Size(double AtLeast, bool IsKnown)
{
    /// <summary>A size about which nothing is known.</summary>
    public static Size Unknown { get; } = new(1, false);

    public static Size Of(int size) => new(size, true);

    public static Size operator *(Size left, Size right) => new(left.AtLeast * right.AtLeast, left.IsKnown && right.IsKnown);

    public static Size operator +(Size left, Size right) => new(left.AtLeast + right.AtLeast, left.IsKnown && right.IsKnown);

    /// <summary>⌊(n + 2 padding − kernel) / stride⌋ + 1; a bound never falls below 1.</summary>
    public Size Convolved(int kernel, int stride, int padding)
    {
        var windows = Math.Floor((AtLeast + (2.0 * padding) - kernel) / stride) + 1;
        return new(IsKnown ? windows : Math.Max(1, windows), IsKnown);
    }
}
