using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Elements;

/// <summary>A function of one number, over vectors.</summary>
internal interface IUnary
{
    static abstract V Of<V>(V x) where V : struct, ILanes<V>;
}

/// <summary>The functions of single elements, as types, so that the loops around them are compiled with them inside: here those of one number.</summary>
internal static partial class ElementFunctions
{
    public readonly struct Copy : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => x;
    }

    public readonly struct Negate : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => -x;
    }

    public readonly struct Exp : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Exp(x);
    }

    public readonly struct ExpM1 : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.ExpM1(x);
    }

    public readonly struct Log : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Log(x);
    }

    public readonly struct Log1P : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Log1P(x);
    }

    public readonly struct Sqrt : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => V.Sqrt(x);
    }

    public readonly struct Square : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => x * x;
    }

    public readonly struct Abs : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => V.Abs(x);
    }

    public readonly struct Sign : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> =>
            V.Select(V.Less(V.Zero, x), V.All(1f), V.Select(V.Less(x, V.Zero), V.All(-1f), x));
    }

    public readonly struct Floor : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => V.Floor(x);
    }

    public readonly struct Round : IUnary
    {
        // Added to and taken from a float below 2^22, it rounds; larger ones are whole.
        private const float Rounder = 12582912f;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> =>
            V.Select(V.Less(V.Abs(x), V.All(4194304f)), (x + V.All(Rounder)) - V.All(Rounder), V.Floor(x + V.All(0.5f)));
    }

    public readonly struct Sin : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Sin(x);
    }

    public readonly struct Cos : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Cos(x);
    }

    public readonly struct Tanh : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Tanh(x);
    }

    public readonly struct Sigmoid : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Sigmoid(x);
    }

    public readonly struct Softplus : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Softplus(x);
    }

    public readonly struct StirlingRemainder : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.StirlingRemainder(x, Elementary.Log(x));
    }

    public readonly struct StirlingSlope : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.StirlingSlope(x, Elementary.Log(x));
    }
}
