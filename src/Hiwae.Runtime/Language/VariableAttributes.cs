namespace Hiwae;

/// <summary>The event shape of a variable: the sizes without batch and plate, each positive.</summary>
/// <param name="sizes">The sizes, outermost first, for example 784, or 1, 28, 28.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShapeAttribute(params int[] sizes) : Attribute
{
    /// <summary>The sizes, outermost first.</summary>
    public int[] Sizes => sizes;
}

/// <summary>
/// A deterministic variable: the output of a network, computed once and shared by every factor that has it as a parent,
/// such as the encoder's context. It needs no <see cref="ShapeAttribute"/>: its shape is what the network gives.
/// </summary>
/// <typeparam name="TNetwork">A record with a <see cref="NetworkAttribute"/>.</typeparam>
/// <param name="parents">Names of the variables that it is computed from, by <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FeatureAttribute<TNetwork>(params string[] parents) : Attribute
    where TNetwork : class
{
    /// <summary>The variables that it is computed from, in the order of the network's input.</summary>
    public string[] Parents => parents;

    /// <summary>One more variable that it is computed from, by <c>nameof</c>: it scales and shifts the network's conditioned layers.</summary>
    public string? Context { get; set; }

    /// <summary>In a sequence: variables whose value of the step before is an input too, behind the parents; zeros at the first step. It may be the feature itself, which then needs a <see cref="ShapeAttribute"/>.</summary>
    public string[] Previous { get; set; } = [];
}

/// <summary>
/// On a variable without factors: it is only conditioned on. The model is of the observed variables given it, as a
/// label that says what to generate, or the mask of a <see cref="MaskAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class GivenAttribute : Attribute;

/// <summary>
/// On an observed or a given variable: the fields of a data set that fill it, such as columns of a table, one behind the other. A number has one value, a category as many as it has levels,
/// a single one among zeros; one of two levels may also be 0 or 1.
/// </summary>
/// <param name="names">At least one name; a name in another case is found where there is no other.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ColumnAttribute(params string[] names) : Attribute
{
    /// <summary>The names, in the order of the variable's values.</summary>
    public string[] Names => names;
}

/// <summary>
/// On a variable with P alone that a latent variable is generated from, such as a label in front of z: it is meant to be observed, and no Q was forgotten. The data
/// then hold a value of it for each datum, and its log-density is part of the bound.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ObservedAttribute : Attribute;

/// <summary>
/// On a variable of a sequence: there is one for each of a number of steps, with the same densities and networks at every step. Its value is that of all steps, one behind the other. Where another
/// variable of the sequence is named, that of the same step is meant, under <see cref="FactorAttribute.Previous"/> that of the step before.
/// </summary>
/// <param name="steps">T, the number of steps, at least 1 and the same for all variables of a sequence.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RepeatAttribute(int steps) : Attribute
{
    /// <summary>T.</summary>
    public int Steps => steps;
}

/// <summary>
/// On a variable with P alone, of a density with finitely many values: it is latent, and the bound sums over its states exactly, with no proposal and no variance of its own. The joint states of all enumerated
/// variables are at most 4,096.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EnumeratedAttribute : Attribute;

/// <summary>
/// On an observed variable of which values may be missing: the bound is then of the density of the values that are
/// there. What is missing is read as a neutral value of the density's support wherever the variable is a parent: 0, or 1/2 in the
/// unit interval, or 1 where values are positive.
/// </summary>
/// <param name="variable">
/// By <c>nameof</c>, a <see cref="GivenAttribute">given</see> variable of ones where a value is present and zeros where
/// it is missing, of the same shape, or of shape 1 where the variable is present or missing as a whole.
/// </param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MaskAttribute(string variable) : Attribute
{
    /// <summary>The given variable.</summary>
    public string Variable => variable;
}

/// <summary>
/// On an auxiliary variable: it is drawn anew for each of the K samples, inside the plate, instead of once per datum.
/// This removes the coupling between the proposals and leaves a richer proposal.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PerSampleAttribute : Attribute;
