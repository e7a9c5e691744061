using System.Diagnostics;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Which kernel runs which operation.</summary>
internal static class KernelTable
{
    /// <summary>By operation of a program: its kernel, for vectors of a width.</summary>
    public static ImmutableArray<Kernel> Of(Schedule schedule, VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => [.. schedule.Sites.Select(Of<Lanes512>)],
        VectorWidth.Bits256 => [.. schedule.Sites.Select(Of<Lanes256>)],
        VectorWidth.Bits128 => [.. schedule.Sites.Select(Of<Lanes128>)],
        _ => throw new UnreachableException($"Width {width}."),
    };

    private static Kernel Of<V>(Site site) where V : struct, ILanes<V> => site.Operation switch
    {
        Operation.Linear operation => new LinearKernel<V>(operation, site),
        Operation.HeadLinear operation => new HeadLinearKernel<V>(operation, site),
        _ => throw new UnreachableException($"Operation {site.Operation.GetType().Name}."),
    };
}
