namespace Hiwae;

/// <summary>
/// Declares a hierarchical importance-weighted autoencoder. The record below it is a joint sample: its parameters
/// are the variables, and each lists its factors (<see cref="P{TDensity}"/>, <see cref="Q{TDensity}"/>,
/// <see cref="R{TDensity}"/>). The record must be partial, and a class: on a struct the attribute is there to be refused in words.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>K, the number of proposals per datum, at least 1: what a network is made for where it is not asked for another.</summary>
    public int Samples { get; set; } = 1;

    /// <summary>
    /// S, the number of distinct heads, from 1 to <see cref="Samples"/>, which is a multiple of it: sample j comes from head j mod S, so that each head draws K/S times. To be written where
    /// a factor is distinct; as many as samples where it is not written.
    /// </summary>
    public int Heads { get; set; }

    /// <summary>The weighting that combines the K importance weights into one estimate of p(x).</summary>
    public Weights Weights { get; set; } = Weights.Uniform;

    /// <summary>β of <see cref="Weights.Power"/>, a finite number, at least 0; to be written with these weights only.</summary>
    public double Beta { get; set; } = 1;

    /// <summary>
    /// α of the bound that is trained (Daudel et al. 2023), at least 0 and below 1: (1 − α)⁻¹ E log Σ_j π_j w_j^(1 − α), or, with <see cref="Weights.Balance"/>,
    /// (1 − α)⁻¹ E log 1/K Σ_j (K π_j w_j)^(1 − α). 0 is the importance-weighted bound, and towards 1 it becomes the evidence lower bound. What is measured is α = 0 in any case.
    /// </summary>
    public double Alpha { get; set; }

    /// <summary>
    /// β of the β-VAE (Higgins et al. 2017), the weight that training gives to what z costs, which with one proposal and no auxiliary variable is KL(q(z | x) ‖ p(z)): a finite number, at least 0; 1 is
    /// the bound. What is measured is the bound in any case. It has nothing to do with <see cref="Beta"/>.
    /// </summary>
    public double KlWeight { get; set; } = 1;

    /// <summary>
    /// With variables of a sequence (<see cref="RepeatAttribute"/>) and <see cref="Weights.Uniform"/>: the samples are drawn anew from each other after every step, in proportion to their weights, as a particle filter
    /// does (the filtering variational objective of Maddison et al. 2017). ŵ stays unbiased; its gradient leaves out what depends on which samples were drawn.
    /// </summary>
    public bool Filtering { get; set; }

    /// <summary>The estimator of the bound's gradient that training uses.</summary>
    public Gradient Gradient { get; set; } = Gradient.Reparameterised;

    /// <summary>The name on the command line; by default the record's name in kebab case.</summary>
    public string? Name { get; set; }
}

/// <summary>
/// Declares a network: the layers are the attributes below it, in order. The type must be a partial record class without
/// parameters. Its shapes are computed when the project is compiled, from those of the variables that it is used on.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>
    /// The nonlinearity after every layer that does not name its own, except after the last one of a network that ends
    /// in an image: that one is linear unless it names one.
    /// </summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>Whether layers that do not say otherwise have normalised weights.</summary>
    public bool WeightNorm { get; set; }

    /// <summary>Whether layers that do not say otherwise are residual blocks.</summary>
    public bool Residual { get; set; }
}
