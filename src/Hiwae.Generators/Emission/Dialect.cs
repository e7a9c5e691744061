using System;

namespace Hiwae.Generators.Emission;

/// <summary>How code gets at what a submodule gives: as a tensor, or as steps of a program that are run later.</summary>
/// <param name="Zeros">An expression for so many zeros.</param>
/// <param name="Raw">The member that gives raw parameters.</param>
/// <param name="AllHeads">The member that gives those of all heads.</param>
/// <param name="Inputs">The member that gives pseudo-inputs.</param>
/// <param name="First">What each of these takes before anything else; null where that is nothing.</param>
/// <param name="Noise">Where dropout draws from; null where it is not said.</param>
internal sealed record Dialect(Func<int, string> Zeros, string Raw, string AllHeads, string Inputs, string? First, string? Noise)
{
    /// <summary>Of functions over tensors.</summary>
    /// <param name="like">Expressions for the element type and the device that a constant takes.</param>
    /// <param name="noise">Where dropout draws from; null where there is none.</param>
    public static Dialect Tensors(Like like, string? noise) => new(
        count => $"{Names.Torch}.zeros({count.Invariant()}, dtype: {like.DType}, device: {like.Device})",
        "Raw", "AllHeads", "Inputs", First: null, noise);

    /// <summary>Of the function that records a program.</summary>
    public static Dialect Recording { get; } =
        new(count => $"recorder.Zeros({count.Invariant()})", "Record", "RecordAllHeads", "Record", First: "recorder", Noise: null);
}
