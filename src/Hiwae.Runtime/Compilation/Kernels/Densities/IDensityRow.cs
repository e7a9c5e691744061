using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// A family whose log-density and slopes are computed a row at a time, without what its formula would be interpreted for. Elements that a mask, where there is one,
/// does not show as positive count nothing, whatever their values.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal unsafe interface IDensityRow<V> where V : struct, ILanes<V>
{
    /// <summary>The log-density of a row, in nats.</summary>
    /// <param name="raw">The raw parameters: blocks of as many numbers as there are values.</param>
    /// <param name="x">The values.</param>
    /// <param name="mask">By value; null where all are there.</param>
    /// <param name="size">The number of values.</param>
    static abstract float Value(float* raw, float* x, float* mask, int size);

    /// <summary>Gives the row's gradient to the raw parameters and to the values, each where it is not null.</summary>
    /// <param name="raw">The raw parameters. Their gradient may be written over them.</param>
    /// <param name="x">The values.</param>
    /// <param name="mask">By value; null where all are there.</param>
    /// <param name="size">The number of values.</param>
    /// <param name="weight">The gradient of the log-density.</param>
    /// <param name="toRaw">The raw parameters' gradient.</param>
    /// <param name="toX">The values' gradient.</param>
    /// <param name="adds">Whether each of the two is added to.</param>
    static abstract void Give(float* raw, float* x, float* mask, int size, float weight, float* toRaw, float* toX, (bool Raw, bool X) adds);
}
