namespace Hiwae;

/// <summary>A generative factor p(variable | parents). A variable that has it alone is observed; with a <see cref="Q{TDensity}"/> it is latent.</summary>
/// <typeparam name="TDensity">The density, with parameters computed from the parents.</typeparam>
/// <param name="parents">Names of the variables that the factor is conditioned on, by <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class P<TDensity>(params string[] parents) : FactorAttribute(parents)
    where TDensity : struct, IDensity<TDensity>
{
    /// <summary>
    /// Above 1: a mixture of so many members of the density, with mixture weights that the network or, with
    /// <see cref="FactorAttribute.Learned"/>, the parameters give.
    /// </summary>
    public int Components { get; set; } = 1;

    /// <summary>
    /// Above 0, on a latent variable: the variational mixture of posteriors of Tomczak and Welling (2018), an equal
    /// mixture of so many members of the variable's own Q, at learned values of that Q's parents.
    /// </summary>
    public int PseudoInputs { get; set; }
}
