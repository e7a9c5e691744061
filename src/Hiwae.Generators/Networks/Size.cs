using System;

namespace Hiwae.Generators.Networks;

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
