using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Hiwae.Compilation.Kernels;

/// <summary>Four rows of four floats, for transposes.</summary>
internal readonly unsafe struct Square
{
    public const int Size = 4;

    private readonly Vector128<float> first, second, third, fourth;

    private Square(Vector128<float> first, Vector128<float> second, Vector128<float> third, Vector128<float> fourth) =>
        (this.first, this.second, this.third, this.fourth) = (first, second, third, fourth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Square Load(float* first, float* second, float* third, float* fourth) =>
        new(Vector128.Load(first), Vector128.Load(second), Vector128.Load(third), Vector128.Load(fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Square Load(float* from, long step) => Load(from, from + step, from + (2 * step), from + (3 * step));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to, long step)
    {
        first.Store(to);
        second.Store(to + step);
        third.Store(to + (2 * step));
        fourth.Store(to + (3 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* to, long step)
    {
        (Vector128.Load(to) + first).Store(to);
        (Vector128.Load(to + step) + second).Store(to + step);
        (Vector128.Load(to + (2 * step)) + third).Store(to + (2 * step));
        (Vector128.Load(to + (3 * step)) + fourth).Store(to + (3 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Square Transposed()
    {
        Vector128<float> a = Lower(first, third), b = Lower(second, fourth), c = Upper(first, third), d = Upper(second, fourth);
        return new(Lower(a, b), Upper(a, b), Lower(c, d), Upper(c, d));
    }

    // The lower halves of both, one by one in turn.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lower(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Upper(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
