using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Elements;

/// <summary>A function of one number, over vectors.</summary>
internal interface IUnary
{
    static abstract V Of<V>(V x) where V : struct, ILanes<V>;
}

/// <summary>A function of two numbers, over vectors.</summary>
internal interface IBinary
{
    static abstract V Of<V>(V a, V b) where V : struct, ILanes<V>;
}

/// <summary>A function of three numbers, over vectors.</summary>
internal interface ITernary
{
    static abstract V Of<V>(V a, V b, V c) where V : struct, ILanes<V>;
}

/// <summary>The functions of single elements, as types, so that the loops around them are compiled with them inside.</summary>
internal static class ElementFunctions
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

    public readonly struct Add : IBinary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b) where V : struct, ILanes<V> => a + b;
    }

    public readonly struct Subtract : IBinary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b) where V : struct, ILanes<V> => a - b;
    }

    public readonly struct Multiply : IBinary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b) where V : struct, ILanes<V> => a * b;
    }

    public readonly struct Divide : IBinary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b) where V : struct, ILanes<V> => a / b;
    }

    public readonly struct Max : IBinary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b) where V : struct, ILanes<V> => V.Select(V.Less(a, b), b, a);
    }

    public readonly struct Min : IBinary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b) where V : struct, ILanes<V> => V.Select(V.Less(b, a), b, a);
    }

    public readonly struct LogAddExp : IBinary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b) where V : struct, ILanes<V>
        {
            // Two infinities of one sign have a difference that is not a number, and no need of it.
            var apart = V.Select(V.Equal(a, b), V.Zero, V.Abs(a - b));
            return V.Select(V.Less(a, b), b, a) + Elementary.Log1PUnit(Elementary.Exp(-apart));
        }
    }

    public readonly struct MultiplyAdd : ITernary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b, V c) where V : struct, ILanes<V> => V.MultiplyAdd(a, b, c);
    }

    public readonly struct MultiplySubtract : ITernary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b, V c) where V : struct, ILanes<V> => V.MultiplyAdd(a, b, -c);
    }

    public readonly struct SubtractProduct : ITernary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b, V c) where V : struct, ILanes<V> => V.MultiplyAdd(-a, b, c);
    }

    public readonly struct DifferenceProduct : ITernary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b, V c) where V : struct, ILanes<V> => (a - b) * c;
    }

    public readonly struct SquareMultiplyAdd : ITernary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V a, V b, V c) where V : struct, ILanes<V> => V.MultiplyAdd(a * a, b, c);
    }
}
