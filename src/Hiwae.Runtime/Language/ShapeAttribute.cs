namespace Hiwae;

/// <summary>The event shape of a variable: the sizes without batch and plate, each positive.</summary>
/// <param name="sizes">For example 784, or 1, 28, 28.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShapeAttribute(params int[] sizes) : Attribute
{
    /// <summary>The sizes, outermost first.</summary>
    public int[] Sizes => sizes;
}
