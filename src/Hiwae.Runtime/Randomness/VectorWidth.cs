using System.Runtime.Intrinsics;

namespace Hiwae.Randomness;

/// <summary>How wide vectors are, in bits.</summary>
internal enum VectorWidth
{
    /// <summary>Every processor's.</summary>
    Bits128 = 128,

    /// <summary>AVX2's.</summary>
    Bits256 = 256,

    /// <summary>AVX-512's.</summary>
    Bits512 = 512,
}

/// <summary>The widths of this machine.</summary>
internal static class VectorWidths
{
    /// <summary>The widest that is fast.</summary>
    public static VectorWidth Widest { get; } =
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512 : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256 : VectorWidth.Bits128;
}
