namespace Hiwae;

/// <summary>The values that raw parameters move: each moves one.</summary>
internal static class RawOwners
{
    /// <summary>Numbers of values, [..., size], as their raw parameters read them, [..., n · size] or what <see cref="DensityAttribute.Parameters"/>
    /// says.</summary>
    public static Tensor Spread<TDensity>(Tensor ofValues) where TDensity : struct, IDensity<TDensity>
    {
        var attribute = Density.Attribute<TDensity>();
        if (!attribute.Pairs)
            return ofValues.repeat([.. Enumerable.Repeat(1L, (int)ofValues.dim() - 1), attribute.ParametersPerValue]);
        using var scope = NewDisposeScope();
        var paired = ofValues.index_select(-1, RawPairs.Later((int)ofValues.shape[^1], ofValues.device));
        return cat([ofValues, paired, .. Enumerable.Repeat(ofValues, attribute.ParametersPerValue - 1)], -1).MoveToOuterDisposeScope();
    }
}

/// <summary>The order of raw parameters of pairs: of each value in turn those that pair it with the values before it.</summary>
internal static class RawPairs
{
    /// <summary>The number of pairs of some values.</summary>
    public static long Count(long size) => size * (size - 1) / 2;

    /// <summary>The later values of all pairs.</summary>
    public static Tensor Later(int size, Device device) => Places(Enumerable.Range(0, size).SelectMany(i => Enumerable.Repeat((long)i, i)), device);

    /// <summary>The earlier values of all pairs.</summary>
    public static Tensor Earlier(int size, Device device) => Places(Enumerable.Range(0, size).SelectMany(i => Enumerable.Range(0, i).Select(j => (long)j)), device);

    /// <summary>A lower triangle with ones in its diagonal, [..., size, size], of the numbers below it, [..., size (size − 1) / 2].</summary>
    public static Tensor Triangle(Tensor pairs, int size)
    {
        using var scope = NewDisposeScope();
        long[] leading = [.. pairs.shape[..^1]];
        var (one, nothing) = (ones([.. leading, 1L], dtype: pairs.dtype, device: pairs.device), zeros([.. leading, 1L], dtype: pairs.dtype, device: pairs.device));
        var places = from i in Enumerable.Range(0, size)
                     from j in Enumerable.Range(0, size)
                     select j < i ? Count(i) + j : Count(size) + (j == i ? 0 : 1);
        return cat([pairs, one, nothing], -1).index_select(-1, Places(places, pairs.device)).view([.. leading, size, size]).MoveToOuterDisposeScope();
    }

    private static Tensor Places(IEnumerable<long> places, Device device) => tensor([.. places], dtype: ScalarType.Int64, device: device);
}
