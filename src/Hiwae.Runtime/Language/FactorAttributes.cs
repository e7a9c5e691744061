namespace Hiwae;

/// <summary>The common part of the three kinds of factor: parents, and the network that maps them to the density's parameters.</summary>
/// <param name="parents">Names of the variables that the factor is conditioned on, by <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class FactorAttribute(params string[] parents) : Attribute
{
    /// <summary>The variables conditioned on, in the order of the network's input.</summary>
    public string[] Parents => parents;

    /// <summary>Widths of the hidden layers; empty for a linear map from the parents to the density's parameters.</summary>
    public int[] Hidden { get; set; } = [];

    /// <summary>The nonlinearity after each hidden layer.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>
    /// A declared network (<see cref="NetworkAttribute"/>) in place of <see cref="Hidden"/>. One that ends in a vector is
    /// followed by a linear output layer; one that ends in an image is the density's parameters itself.
    /// </summary>
    public Type? Net { get; set; }

    /// <summary>One more variable conditioned on, by <c>nameof</c>: it scales and shifts the network's conditioned layers.</summary>
    public string? Context { get; set; }

    /// <summary>In a sequence: variables whose value of the step before is conditioned on too, behind the parents; zeros at the first step.</summary>
    public string[] Previous { get; set; } = [];

    /// <summary>Without parents: learn the density's parameters instead of fixing it at its standard form.</summary>
    public bool Learned { get; set; }

    /// <summary>
    /// A declared flow (<see cref="FlowAttribute"/>) that makes the variable of a draw of the density; its parameters depend on no parent. For a latent or an auxiliary variable on
    /// the real line.
    /// </summary>
    public Type? Flow { get; set; }
}

/// <summary>A generative factor p(variable | parents). A variable that has it alone is observed; with a <see cref="Q{TDensity}"/> it is latent.</summary>
/// <typeparam name="TDensity">The density, with parameters computed from the parents.</typeparam>
/// <param name="parents">Names of the variables that the factor is conditioned on, by <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class P<TDensity>(params string[] parents) : FactorAttribute(parents)
    where TDensity : struct, IDensity<TDensity>
{
    /// <summary>
    /// The number of components. Above 1: a mixture of this number of members of the density, with mixture weights that the network or, with
    /// <see cref="FactorAttribute.Learned"/>, the parameters give.
    /// </summary>
    public int Components { get; set; } = 1;

    /// <summary>
    /// With parents: where the density's scale comes from (<see cref="DensityAttribute.HasScale"/>), such as the standard deviation of <see cref="Normal"/>; by default from the network, which gives it for each datum.
    /// </summary>
    public Scale Scale { get; set; }

    /// <summary>
    /// Above 0, on a latent variable: the variational mixture of posteriors of Tomczak and Welling (2018), an equal
    /// mixture of this number of members of the variable's own Q, at learned values of that Q's parents.
    /// </summary>
    public int PseudoInputs { get; set; }
}

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

    /// <summary>The number of components. Above 1: a mixture of this number of members of the density, with mixture weights that the network gives.</summary>
    public int Components { get; set; } = 1;
}

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
