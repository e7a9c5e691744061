using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hiwae.Compilation.Lanes;

/// <summary>The width of the vectors that kernels compute with.</summary>
internal enum VectorWidth
{
    /// <summary>128 bits: what every processor has.</summary>
    Bits128,

    /// <summary>256 bits: AVX2 with fused products.</summary>
    Bits256,

    /// <summary>512 bits: AVX-512.</summary>
    Bits512,
}

/// <summary>The widths of this machine.</summary>
internal static class VectorWidths
{
    /// <summary>The widest that the processor computes with.</summary>
    public static VectorWidth Best { get; } = Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? VectorWidth.Bits256
        : VectorWidth.Bits128;

    /// <summary>The widths that the processor computes with, the narrowest first.</summary>
    public static ImmutableArray<VectorWidth> Supported { get; } = [.. Enum.GetValues<VectorWidth>().Where(width => width <= Best)];
}
