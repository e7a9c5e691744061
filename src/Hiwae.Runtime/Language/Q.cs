namespace Hiwae;

/// <summary>An inference factor q(variable | parents): the proposal that the variable is drawn from.</summary>
/// <typeparam name="TDensity">The density, with parameters computed from the parents.</typeparam>
/// <param name="parents">Names of the variables that the factor is conditioned on, by <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class Q<TDensity>(params string[] parents) : FactorAttribute(parents)
    where TDensity : struct, IDensity<TDensity>
{
    /// <summary>
    /// Give each of the K proposals an output head of its own on the common trunk. K is then
    /// fixed when a network is made: at <see cref="ModelAttribute.Samples"/>, or what is asked for instead.
    /// </summary>
    public bool Distinct { get; set; }
}
