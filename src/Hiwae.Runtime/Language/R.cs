namespace Hiwae;

/// <summary>A reverse factor r(variable | parents): a normalised density of an auxiliary variable given the latent ones, standing in for the intractable posterior q(z0 | z, x).</summary>
/// <typeparam name="TDensity">The density, with parameters computed from the parents.</typeparam>
/// <param name="parents">Names of the variables that the factor is conditioned on, by <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class R<TDensity>(params string[] parents) : FactorAttribute(parents)
    where TDensity : struct, IDensity<TDensity>
{
    /// <summary>
    /// Give each of the K proposals an output head of its own on the common trunk. K is then
    /// fixed when a network is made: at <see cref="ModelAttribute.Samples"/>, or what is asked for instead.
    /// </summary>
    public bool Distinct { get; set; }

    /// <summary>Above 1: a mixture of so many members of the density, with mixture weights that the network gives.</summary>
    public int Components { get; set; } = 1;
}
