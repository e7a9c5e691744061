namespace Hiwae;

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
