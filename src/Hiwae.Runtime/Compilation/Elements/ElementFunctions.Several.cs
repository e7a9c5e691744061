using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Elements;

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

// Functions of two and three numbers.
internal static partial class ElementFunctions
{
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
