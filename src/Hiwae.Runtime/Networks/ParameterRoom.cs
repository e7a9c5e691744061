using Hiwae.Native;

namespace Hiwae.Networks;

/// <summary>Whether parameters fit into memory, asked before they are made: a declaration may have as many as a tensor can hold, and who takes more memory than there is is ended by the system without a word.</summary>
internal static class ParameterRoom
{
    // So many are made without a thought.
    private const long Few = 10_000_000;

    // Random numbers, those in their range, and the parameter itself are there together.
    private const int Copies = 4;

    /// <summary>Refuses parameters that cannot be held.</summary>
    /// <param name="outputs">The number of rows of a weight.</param>
    /// <param name="inputs">The number of columns.</param>
    /// <param name="type">The element type.</param>
    /// <exception cref="ArgumentException">They do not fit; the message says what they need and what there is.</exception>
    public static void Check(long outputs, long inputs, ScalarType type)
    {
        var count = (double)outputs * inputs;
        if (count <= Few)
            return;
        var (needed, free) = (count * Copies * (type == ScalarType.Float64 ? sizeof(double) : sizeof(float)), FreeMemory.Bytes());
        if (needed > free)
            throw new ArgumentException(FormattableString.Invariant(
                $"A layer of {outputs:N0} outputs and {inputs:N0} inputs has {count:N0} weights; making them needs about {needed / 1e9:F1} GB, and {free / 1e9:F1} GB of memory are free. Declare fewer outputs, or fewer values before it."));
    }
}
