namespace Hiwae.Onnx;

/// <summary>An input or an output of a file, of 32-bit numbers.</summary>
/// <param name="Name">The name by which a runtime is given it, or asked for it.</param>
/// <param name="Shape">Without the batch: the declared shape, and K before it where each proposal has a value of its own.</param>
/// <param name="Description">The variable, in words.</param>
public sealed record OnnxTensor(string Name, ImmutableArray<int> Shape, string Description)
{
    /// <summary>The name of the first dimension, which may be any number.</summary>
    public const string Batch = "batch";

    /// <summary>The whole shape, such as <c>[batch, 1, 28, 28]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Shape.Select(size => FormattableString.Invariant($"{size}")).Prepend(Batch))}]";
}
