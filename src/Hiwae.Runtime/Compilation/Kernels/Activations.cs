using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>Nonlinearities of consecutive floats, and what their derivatives make of a gradient. Which one is decided once, before the loop.</summary>
internal static unsafe class Activations
{
    /// <summary>Whether the derivative is computed from the input; else it is from the output, and the function may be fused with the operation before it.</summary>
    public static bool NeedsInput(Activation activation) => activation is Activation.Gelu or Activation.Silu;

    /// <summary>y = f(y).</summary>
    public static void Apply<V>(Activation activation, float* y, int count) where V : struct, ILanes<V>
    {
        if (activation != Activation.Identity)
            Apply<V>(activation, y, y, count);
    }

    /// <summary>y = f(x); x may be y.</summary>
    public static void Apply<V>(Activation activation, float* x, float* y, int count) where V : struct, ILanes<V>
    {
        switch (activation)
        {
            case Activation.Identity: Floats.Copy(y, x, count); break;
            case Activation.Tanh: Apply<V, ActivationForms.Tanh<V>>(x, y, count); break;
            case Activation.Relu: Apply<V, ActivationForms.Relu<V>>(x, y, count); break;
            case Activation.Elu: Apply<V, ActivationForms.Elu<V>>(x, y, count); break;
            case Activation.Softplus: Apply<V, ActivationForms.Softplus<V>>(x, y, count); break;
            case Activation.Sigmoid: Apply<V, ActivationForms.Sigmoid<V>>(x, y, count); break;
            case Activation.LeakyRelu: Apply<V, ActivationForms.LeakyRelu<V>>(x, y, count); break;
            case Activation.Symlog: Apply<V, ActivationForms.Symlog<V>>(x, y, count); break;
            case Activation.Gelu: Apply<V, ActivationForms.Gelu<V>>(x, y, count); break;
            case Activation.Silu: Apply<V, ActivationForms.Silu<V>>(x, y, count); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, null);
        }
    }

    /// <summary>g = g · f′, of a function that is fused with the operation before it.</summary>
    /// <param name="activation">f.</param>
    /// <param name="y">The output.</param>
    /// <param name="g">The gradient of the output, which becomes that of the input.</param>
    /// <param name="count">The number of elements.</param>
    public static void Back<V>(Activation activation, float* y, float* g, int count) where V : struct, ILanes<V>
    {
        if (activation != Activation.Identity)
            Back<V>(activation, y, g, g, false, count);
    }

    /// <summary>result = g · f′, or adds it.</summary>
    /// <param name="activation">f.</param>
    /// <param name="v">The output, or the input of those that need it.</param>
    /// <param name="g">The gradient of the output.</param>
    /// <param name="result">The gradient of the input; where it is not added to it may be g or v.</param>
    /// <param name="adds">Whether the result is added to.</param>
    /// <param name="count">The number of elements.</param>
    public static void Back<V>(Activation activation, float* v, float* g, float* result, bool adds, int count) where V : struct, ILanes<V>
    {
        switch (activation)
        {
            case Activation.Identity: Floats.Put<V>(result, g, adds, count); break;
            case Activation.Tanh: Back<V, ActivationForms.Tanh<V>>(v, g, result, adds, count); break;
            case Activation.Relu: Back<V, ActivationForms.Relu<V>>(v, g, result, adds, count); break;
            case Activation.Elu: Back<V, ActivationForms.Elu<V>>(v, g, result, adds, count); break;
            case Activation.Softplus: Back<V, ActivationForms.Softplus<V>>(v, g, result, adds, count); break;
            case Activation.Sigmoid: Back<V, ActivationForms.Sigmoid<V>>(v, g, result, adds, count); break;
            case Activation.LeakyRelu: Back<V, ActivationForms.LeakyRelu<V>>(v, g, result, adds, count); break;
            case Activation.Symlog: Back<V, ActivationForms.Symlog<V>>(v, g, result, adds, count); break;
            case Activation.Gelu: Back<V, ActivationForms.Gelu<V>>(v, g, result, adds, count); break;
            case Activation.Silu: Back<V, ActivationForms.Silu<V>>(v, g, result, adds, count); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, null);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<V, F>(float* x, float* y, int count) where V : struct, ILanes<V> where F : struct, IActivationForm<V>
    {
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(y + i, F.Value(V.Load(x + i)));
        if (i < count)
            V.Store(y + i, F.Value(V.Load(x + i, count - i)), count - i);
    }

    private static void Back<V, F>(float* v, float* g, float* result, bool adds, int count) where V : struct, ILanes<V> where F : struct, IActivationForm<V>
    {
        if (adds)
            AddBack<V, F>(v, g, result, count);
        else
            PutBack<V, F>(v, g, result, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PutBack<V, F>(float* v, float* g, float* result, int count) where V : struct, ILanes<V> where F : struct, IActivationForm<V>
    {
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(result + i, F.Back(V.Load(v + i), V.Load(g + i)));
        if (i < count)
            V.Store(result + i, F.Back(V.Load(v + i, count - i), V.Load(g + i, count - i)), count - i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBack<V, F>(float* v, float* g, float* result, int count) where V : struct, ILanes<V> where F : struct, IActivationForm<V>
    {
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(result + i, V.Load(result + i) + F.Back(V.Load(v + i), V.Load(g + i)));
        if (i < count)
            V.Store(result + i, V.Load(result + i, count - i) + F.Back(V.Load(v + i, count - i), V.Load(g + i, count - i)), count - i);
    }
}
