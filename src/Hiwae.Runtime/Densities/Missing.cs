using Hiwae.Native;

namespace Hiwae;

/// <summary>
/// Log-densities of data of which a part is missing. What is missing contributes a factor of one, so that the bound is one on the
/// likelihood of what was observed; whatever is stored in its place, NaN included, reaches neither the value nor a gradient.
/// </summary>
/// <remarks>A mask is positive where the value was observed. Masks broadcast against values.</remarks>
public static class Missing
{
    /// <summary>The data with a neutral value wherever one is missing: what networks read.</summary>
    /// <param name="value">[batch, 1, size].</param>
    /// <param name="mask">[batch, 1, size], or [batch, 1, 1] if the variable is observed or missing as a whole.</param>
    /// <param name="neutral">A value in the support.</param>
    public static Tensor Fill(Tensor value, Tensor mask, double neutral) => value.masked_fill(Absent(mask), neutral);

    /// <summary>The log-density of the observed values in nats: [..., size] to [...].</summary>
    /// <typeparam name="T">The family.</typeparam>
    /// <param name="raw">The raw parameters of the density of the whole variable.</param>
    /// <param name="value">[..., size].</param>
    /// <param name="mask">[..., size] or [..., 1].</param>
    public static Tensor LogDensity<T>(Tensor raw, Tensor value, Tensor mask) where T : struct, IPointwiseDensity<T> =>
        Watch.Log<T>(Observed<T>(raw, value, Absent(mask)), raw, value, mask);

    /// <summary>The log-density of the observed values in nats under a mixture: [..., size] to [...].</summary>
    /// <typeparam name="T">The family of the components.</typeparam>
    /// <param name="density">The density of the whole variable.</param>
    /// <param name="value">[..., size].</param>
    /// <param name="mask">[..., size] or [..., 1].</param>
    public static Tensor LogDensity<T>(Mixture<T> density, Tensor value, Tensor mask) where T : struct, IPointwiseDensity<T> =>
        Watch.Log<T>(MixtureTensors.LogSum(density.LogWeights.Plus(Observed<T>(density.Components, value.unsqueeze(-2), Absent(mask).unsqueeze(-2)))), null, value, mask);

    /// <summary>A log-density where the variable was observed, zero where all of it is missing.</summary>
    /// <param name="logDensity">In nats, [batch, 1 or samples]; finite also where the variable is missing, by <see cref="Fill"/>.</param>
    /// <param name="mask">[batch, 1, 1].</param>
    public static Tensor OfWhole(Tensor logDensity, Tensor mask) =>
        Watch.LeftOut(logDensity.masked_fill(Absent(mask).squeeze(-1), 0), logDensity, mask);

    /// <summary>A mask of as many columns as a variable has values, or of one: of the steps of a sequence, each for all of its values.</summary>
    /// <param name="mask">[batch, size], [batch, 1] or [batch, T].</param>
    /// <param name="size">The number of values.</param>
    internal static Tensor Spread(Tensor mask, long size) => mask.shape[^1] == 1 || mask.shape[^1] == size ? mask : mask.repeat_interleave(size / mask.shape[^1], -1);

    // A gradient of zero times an infinite derivative is NaN: so a missing value is replaced before the density sees it, by one where
    // the derivatives are finite however extreme the parameters are, and its share is left out afterwards.
    private static Tensor Observed<T>(Tensor raw, Tensor value, Tensor absent) where T : struct, IPointwiseDensity<T>
    {
        var harmless = where(absent, T.Centre(raw).detach(), value);
        return T.LogDensities(raw, harmless).masked_fill(absent, 0).sum(-1);
    }

    private static Tensor Absent(Tensor mask) => mask.IsGreater(0).logical_not();
}
