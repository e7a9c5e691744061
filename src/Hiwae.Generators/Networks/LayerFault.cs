namespace Hiwae.Generators.Networks;

/// <summary>Why a layer does not fit what it is given.</summary>
/// <param name="Layer">The layer's position; −1 for the input.</param>
/// <param name="Text">The fault with the arithmetic.</param>
/// <param name="Remedy">What to do, such as <c>write Flatten before it</c>.</param>
/// <param name="IsTooLarge">Whether it is a number beyond what a tensor can have, rather than a shape that does not fit.</param>
internal sealed record LayerFault(int Layer, string Text, string Remedy, bool IsTooLarge = false)
{
    public override string ToString() => $"{Text}; {Remedy}";
}
