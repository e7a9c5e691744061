using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hiwae.Compilation.Lanes;

/// <summary>8 floats, in a vector of 256 bits.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Lanes256>
{
    private readonly Vector256<float> vector;

    internal Lanes256(Vector256<float> vector) => this.vector = vector;

    public static int Count => 8;

    public static int Registers => 16;

    public static Lanes256 Zero => new(Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(float* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(float* from, int count) => new(Avx.IsSupported ? Avx.MaskLoad(from, First(count)) : LoadByPart(from, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Lanes256 value) => Vector256.Store(value.vector, to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Lanes256 value, int count)
    {
        if (Avx.IsSupported)
            Avx.MaskStore(to, First(count), value.vector);
        else
            StoreByPart(to, value.vector, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 All(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AllBits(uint bits) => new(Vector256.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left.vector + right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left.vector - right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left.vector * right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator /(Lanes256 left, Lanes256 right) => new(left.vector / right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 value) => new(-value.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 addend) => new(Vector256.MultiplyAddEstimate(left.vector, right.vector, addend.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Abs(Lanes256 value) => new(Vector256.Abs(value.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Sqrt(Lanes256 value) => new(Vector256.Sqrt(value.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Floor(Lanes256 value) => new(Vector256.Floor(value.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Max(Lanes256 left, Lanes256 right) => new(Vector256.MaxNative(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Min(Lanes256 left, Lanes256 right) => new(Vector256.MinNative(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Less(Lanes256 left, Lanes256 right) => new(Vector256.LessThan(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LessOrEqual(Lanes256 left, Lanes256 right) => new(Vector256.LessThanOrEqual(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Equal(Lanes256 left, Lanes256 right) => new(Vector256.Equals(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 And(Lanes256 left, Lanes256 right) => new(left.vector & right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Or(Lanes256 left, Lanes256 right) => new(left.vector | right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Xor(Lanes256 left, Lanes256 right) => new(left.vector ^ right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Select(Lanes256 mask, Lanes256 where, Lanes256 elsewhere) => new(Vector256.ConditionalSelect(mask.vector, where.vector, elsewhere.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AddBits(Lanes256 left, Lanes256 right) => new((left.vector.AsInt32() + right.vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SubtractBits(Lanes256 left, Lanes256 right) => new((left.vector.AsInt32() - right.vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ShiftLeft(Lanes256 value, int places) => new((value.vector.AsInt32() << places).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ShiftRight(Lanes256 value, int places) => new((value.vector.AsInt32() >> places).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 FromInteger(Lanes256 bits) => new(Vector256.ConvertToSingle(bits.vector.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes256 value) => Vector128.Sum(value.vector.GetLower() + value.vector.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Lanes256 value) => Lanes128.Largest(Lanes128.Max(new(value.vector.GetLower()), new(value.vector.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> First(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    private static Vector256<float> LoadByPart(float* from, int count)
    {
        var whole = Vector256<float>.Zero;
        for (var i = 0; i < count; i++)
            whole = whole.WithElement(i, from[i]);
        return whole;
    }

    private static void StoreByPart(float* to, Vector256<float> value, int count)
    {
        for (var i = 0; i < count; i++)
            to[i] = value[i];
    }
}
