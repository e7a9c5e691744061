using System.Diagnostics;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Bench.Micro;

/// <summary>Our products by the width of their vectors.</summary>
internal static class OwnProducts
{
    /// <summary>Those that this machine computes with, the narrowest first.</summary>
    public static ImmutableArray<Func<Operands, IProduct>> Supported { get; } = [.. VectorWidths.Supported.Select(Of)];

    /// <summary>That of a width.</summary>
    public static Func<Operands, IProduct> Of(VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => operands => new OwnProduct<Lanes512>(operands),
        VectorWidth.Bits256 => operands => new OwnProduct<Lanes256>(operands),
        VectorWidth.Bits128 => operands => new OwnProduct<Lanes128>(operands),
        _ => throw new UnreachableException($"Width {width}."),
    };
}
