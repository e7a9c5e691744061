namespace Hiwae;

/// <summary>A generative factor p(variable | parents). A variable that has it alone is observed; with a <see cref="Q{TDensity}"/> it is latent.</summary>
/// <typeparam name="TDensity">The density, with parameters computed from the parents.</typeparam>
/// <param name="parents">Names of the variables that the factor is conditioned on, by <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class P<TDensity>(params string[] parents) : FactorAttribute(parents)
    where TDensity : struct, IDensity<TDensity>;
