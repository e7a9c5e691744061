using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hiwae.Compilation.Lanes;

/// <summary>16 floats, in a vector of 512 bits.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Lanes512>
{
    private readonly Vector512<float> vector;

    private Lanes512(Vector512<float> vector) => this.vector = vector;

    public static int Count => 16;

    public static int Registers => 32;

    public static Lanes512 Zero => new(Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(float* from, int count) => new(Avx512F.IsSupported ? Avx512F.MaskLoad(from, First(count), Vector512<float>.Zero) : LoadByPart(from, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Lanes512 value) => Vector512.Store(value.vector, to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Lanes512 value, int count)
    {
        if (Avx512F.IsSupported)
            Avx512F.MaskStore(to, First(count), value.vector);
        else
            StoreByPart(to, value.vector, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 All(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AllBits(uint bits) => new(Vector512.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left.vector + right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left.vector - right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left.vector * right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator /(Lanes512 left, Lanes512 right) => new(left.vector / right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 value) => new(-value.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 left, Lanes512 right, Lanes512 addend) => new(Vector512.MultiplyAddEstimate(left.vector, right.vector, addend.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Abs(Lanes512 value) => new(Vector512.Abs(value.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Sqrt(Lanes512 value) => new(Vector512.Sqrt(value.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Floor(Lanes512 value) => new(Vector512.Floor(value.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Max(Lanes512 left, Lanes512 right) => new(Vector512.MaxNative(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Min(Lanes512 left, Lanes512 right) => new(Vector512.MinNative(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Less(Lanes512 left, Lanes512 right) => new(Vector512.LessThan(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LessOrEqual(Lanes512 left, Lanes512 right) => new(Vector512.LessThanOrEqual(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Equal(Lanes512 left, Lanes512 right) => new(Vector512.Equals(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 And(Lanes512 left, Lanes512 right) => new(left.vector & right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Or(Lanes512 left, Lanes512 right) => new(left.vector | right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Xor(Lanes512 left, Lanes512 right) => new(left.vector ^ right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Select(Lanes512 mask, Lanes512 where, Lanes512 elsewhere) => new(Vector512.ConditionalSelect(mask.vector, where.vector, elsewhere.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AddBits(Lanes512 left, Lanes512 right) => new((left.vector.AsInt32() + right.vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SubtractBits(Lanes512 left, Lanes512 right) => new((left.vector.AsInt32() - right.vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ShiftLeft(Lanes512 value, int places) => new((value.vector.AsInt32() << places).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ShiftRight(Lanes512 value, int places) => new((value.vector.AsInt32() >> places).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FromInteger(Lanes512 bits) => new(Vector512.ConvertToSingle(bits.vector.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes512 value) => Lanes256.Sum(new(value.vector.GetLower() + value.vector.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Lanes512 value) => Lanes256.Largest(Lanes256.Max(new(value.vector.GetLower()), new(value.vector.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> First(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    private static Vector512<float> LoadByPart(float* from, int count)
    {
        var whole = Vector512<float>.Zero;
        for (var i = 0; i < count; i++)
            whole = whole.WithElement(i, from[i]);
        return whole;
    }

    private static void StoreByPart(float* to, Vector512<float> value, int count)
    {
        for (var i = 0; i < count; i++)
            to[i] = value[i];
    }
}
