using Hiwae.Native;

namespace Hiwae.Networks;

/// <summary>Whether parameters fit into memory, asked before they are made: a declaration may have as many as a tensor can hold, and who takes more memory than there is is ended by the system without a word.</summary>
internal static class ParameterRoom
{
    // So many are made without a thought.
    private const long Few = 10_000_000;

    // Random numbers, those in their range, these times a gain, and the parameter itself are there together.
    private const int Copies = 4;

    /// <summary>Refuses a layer whose weights cannot be held.</summary>
    /// <param name="outputs">The number of rows of the weight.</param>
    /// <param name="inputs">The number of columns.</param>
    /// <param name="type">The element type.</param>
    /// <exception cref="InsufficientMemoryException">They do not fit; the message says what they need and what there is.</exception>
    public static void CheckLayer(long outputs, long inputs, ScalarType type) =>
        Check((double)outputs * inputs, type, count => FormattableString.Invariant($"A layer of {outputs:N0} outputs and {inputs:N0} inputs has {count:N0} weights"));

    /// <summary>Refuses rows of parameters that cannot be held.</summary>
    /// <param name="name">What they are, for the message.</param>
    /// <param name="rows">Their number.</param>
    /// <param name="columns">The number of parameters of each.</param>
    /// <param name="type">The element type.</param>
    /// <exception cref="InsufficientMemoryException">They do not fit; the message says what they need and what there is.</exception>
    public static void CheckRows(string name, long rows, long columns, ScalarType type) =>
        Check((double)rows * columns, type, count => FormattableString.Invariant($"{name} has {rows:N0} rows of {columns:N0} parameters, {count:N0} in all"));

    private static void Check(double count, ScalarType type, Func<double, string> what)
    {
        if (count <= Few)
            return;
        var (needed, free) = (count * Copies * (type == ScalarType.Float64 ? sizeof(double) : sizeof(float)), FreeMemory.Bytes());
        if (needed > free)
            throw new InsufficientMemoryException(
                what(count) + FormattableString.Invariant($"; making them needs about {needed / 1e9:F1} GB, and {free / 1e9:F1} GB of memory are free. Free some memory, or declare fewer."));
    }
}
