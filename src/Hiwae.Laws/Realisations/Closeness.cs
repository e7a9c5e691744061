using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Realisations;

/// <summary>Comparison of numbers up to rounding.</summary>
internal static class Closeness
{
    /// <summary>The tolerance for 64-bit numbers, as a part of 1 + the largest of them.</summary>
    public const double Rounding = 1e-9;

    /// <summary>The largest difference, as a part of 1 + the largest finite number; infinite where one is not a number or only one is infinite.</summary>
    public static Verdict Of(Tensor found, Tensor expected)
    {
        using var scope = NewDisposeScope();
        return found.shape.SequenceEqual(expected.shape)
            ? new(Largest((found - expected).abs(), found, expected), Rounding)
            : Verdict.Wrong($"the shape is [{string.Join(", ", found.shape)}] instead of [{string.Join(", ", expected.shape)}]");
    }

    /// <summary>The largest excess of the first over the second, as a part of 1 + the largest finite number.</summary>
    public static Verdict Excess(Tensor low, Tensor high)
    {
        using var scope = NewDisposeScope();
        return new(Math.Max(0, Largest(low - high, low, high)), Rounding);
    }

    private static double Largest(Tensor difference, Tensor one, Tensor other)
    {
        // Two infinities of one sign are equal, and their difference is not a number.
        var apart = difference.masked_fill(one.eq(other), 0);
        if (apart.isnan().any().ToBoolean())
            return double.PositiveInfinity;
        var size = Math.Max(Finite(one), Finite(other));
        return apart.max().ToDouble() / (1 + size);
    }

    private static double Finite(Tensor values) => values.masked_fill(values.isfinite().logical_not(), 0).abs().max().ToDouble();
}
