using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>A nonlinearity f of vectors, and what its derivative makes of a gradient.</summary>
/// <typeparam name="V">The vectors.</typeparam>
internal interface IActivationForm<V>
{
    /// <summary>f(x).</summary>
    static abstract V Value(V x);

    /// <summary>g · f′, from f's output or, where <see cref="Activations.NeedsInput"/> says so, its input.</summary>
    static abstract V Back(V v, V g);
}

/// <summary>The forms by <see cref="Activation"/>, but for the identity.</summary>
internal static class ActivationForms
{
    /// <summary>f′ = 1 − f², with f a ratio of polynomials.</summary>
    public readonly struct Tanh<V> : IActivationForm<V> where V : struct, ILanes<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Value(V x) => Elementary.TanhByRatio(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Back(V v, V g) => g * (V.All(1f) - (v * v));
    }

    /// <summary>f(x) = max(x, 0), where NaN passes.</summary>
    public readonly struct Relu<V> : IActivationForm<V> where V : struct, ILanes<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Value(V x) => V.Select(V.Less(x, V.Zero), V.Zero, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Back(V v, V g) => V.Select(V.LessOrEqual(v, V.Zero), V.Zero, g);
    }

    /// <summary>f(x) = e^x − 1 below zero, where f′ = f + 1.</summary>
    public readonly struct Elu<V> : IActivationForm<V> where V : struct, ILanes<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Value(V x) => V.Select(V.LessOrEqual(x, V.Zero), Elementary.ExpM1(x), x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Back(V v, V g) => V.Select(V.LessOrEqual(v, V.Zero), V.MultiplyAdd(g, v, g), g);
    }

    /// <summary>f(x) = log(1 + e^x), f′ = 1 − e^−f.</summary>
    public readonly struct Softplus<V> : IActivationForm<V> where V : struct, ILanes<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Value(V x) => Elementary.Softplus(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Back(V v, V g) => -g * Elementary.ExpM1(-v);
    }

    /// <summary>f(x) = 1/(1 + e^−x), f′ = f (1 − f).</summary>
    public readonly struct Sigmoid<V> : IActivationForm<V> where V : struct, ILanes<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Value(V x) => Elementary.Sigmoid(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Back(V v, V g) => g * (v * (V.All(1f) - v));
    }

    /// <summary>f(x) = x for x &gt; 0, else x / 100.</summary>
    public readonly struct LeakyRelu<V> : IActivationForm<V> where V : struct, ILanes<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Value(V x) => V.Select(V.Less(V.Zero, x), x, V.All(0.01f) * x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Back(V v, V g) => V.Select(V.Less(V.Zero, v), g, V.All(0.01f) * g);
    }

    /// <summary>f(x) = sign(x) log(1 + |x|), f′ = e^−|f|.</summary>
    public readonly struct Symlog<V> : IActivationForm<V> where V : struct, ILanes<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Value(V x)
        {
            var size = Elementary.Log1P(V.Abs(x));
            return V.Select(V.Less(x, V.Zero), -size, size);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Back(V v, V g) => g * Elementary.Exp(-V.Abs(v));
    }

    /// <summary>f(x) = x Φ(x), f′ = Φ(x) + x φ(x).</summary>
    public readonly struct Gelu<V> : IActivationForm<V> where V : struct, ILanes<V>
    {
        private const float PeakOfNormal = 0.39894228f;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Value(V x) => x * Elementary.NormalBelow(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Back(V v, V g) =>
            g * V.MultiplyAdd(v, V.All(PeakOfNormal) * Elementary.Exp(V.All(-0.5f) * (v * v)), Elementary.NormalBelow(v));
    }

    /// <summary>f(x) = x s(x), s the sigmoid function, f′ = s (1 + x (1 − s)).</summary>
    public readonly struct Silu<V> : IActivationForm<V> where V : struct, ILanes<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Value(V x) => x * Elementary.Sigmoid(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Back(V v, V g)
        {
            var s = Elementary.Sigmoid(v);
            return g * (s * V.MultiplyAdd(v, V.All(1f) - s, V.All(1f)));
        }
    }
}
