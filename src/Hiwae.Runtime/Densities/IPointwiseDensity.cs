namespace Hiwae;

/// <summary>
/// A family of densities that can tell how much each value contributes: its log-density is a sum over values, so that those that are
/// missing can be left out of it (see <see cref="MaskAttribute"/>).
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IPointwiseDensity<TSelf> : IDensity<TSelf> where TSelf : struct, IPointwiseDensity<TSelf>
{
    /// <summary>The log-density of each value in nats, [..., size] to [..., size]; its sum over the last dimension is <see cref="IDensity{TSelf}.LogDensity"/>.</summary>
    /// <param name="raw">The parameters.</param>
    /// <param name="value">The values.</param>
    static abstract Tensor LogDensities(Tensor raw, Tensor value);

    /// <summary>
    /// A value at which the density and its gradient are harmless, [..., size]. It is put in the place of a missing value before its
    /// log-density, which is then left out, is taken. The mean, unless a density says otherwise.
    /// </summary>
    /// <param name="raw">The parameters.</param>
    static virtual Tensor Centre(Tensor raw) => TSelf.Mean(raw);
}
