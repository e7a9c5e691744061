namespace Hiwae;

/// <summary>
/// On a variable without factors: it is only conditioned on. The model is of the observed variables given it, as a
/// label that says what to generate, or the mask of a <see cref="MaskAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class GivenAttribute : Attribute;
