namespace Hiwae;

/// <summary>
/// A generative factor p̃(variable | parents) that need not be normalised, on a latent variable. A model that has one needs no observed variable: it
/// infers the target itself, and L_K bounds the target's log normaliser from below.
/// </summary>
/// <typeparam name="TTarget">The density; it is a function of the variable and the parents, without parameters of its own.</typeparam>
/// <param name="parents">Names of the variables that it is conditioned on, by <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class Target<TTarget>(params string[] parents) : Attribute
    where TTarget : struct, ITarget<TTarget>
{
    /// <summary>The variables conditioned on, in the order in which the target takes them.</summary>
    public string[] Parents => parents;
}
