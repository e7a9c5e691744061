namespace Hiwae;

/// <summary>
/// A declared model. The generator implements it on every record with a <see cref="ModelAttribute"/>; a value of the
/// record is a joint sample, its parameters the variables.
/// </summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IModel<TSelf> where TSelf : class, IModel<TSelf>
{
    /// <summary>The graph: variables, factors, plates and shapes.</summary>
    static abstract ModelDescription Description { get; }

    /// <summary>A freshly initialised network with one submodule per factor that has parameters.</summary>
    /// <param name="noise">Draws the initial weights; its device and element type become the network's.</param>
    /// <param name="samples">K, as many distinct heads and learned weights there will be; the declared number where null.</param>
    /// <exception cref="ArgumentException">K is not positive.</exception>
    static abstract ModelNetwork<TSelf> CreateNetwork(Noise noise, int? samples = null);

    /// <summary>
    /// The values in the order of declaration: [batch, samples, size] in the sample plate, which latent variables are in, auxiliaries that are
    /// drawn per sample, and features of either; else [batch, size].
    /// </summary>
    IReadOnlyList<Tensor> Variables { get; }
}
