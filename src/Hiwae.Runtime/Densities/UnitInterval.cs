namespace Hiwae;

/// <summary>Numbers strictly between zero and one.</summary>
internal static class UnitInterval
{
    /// <summary>
    /// The values, with those that rounding brought to zero or one put back inside, where both log v and log(1 − v) are finite; a
    /// gradient through one that was put back is zero.
    /// </summary>
    public static Tensor Inside(Tensor values) => values.dtype == ScalarType.Float64
        ? values.clamp(1e-300, 1 - (1.0 / (1L << 53)))
        : values.clamp(1e-30, 1 - (1.0 / (1L << 24)));
}
