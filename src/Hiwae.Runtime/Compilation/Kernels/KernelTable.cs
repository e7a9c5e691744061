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
        Operation.SelectHead operation => new SelectHeadKernel<V>(operation, site),
        Operation.Activate operation => new ActivateKernel<V>(operation, site),
        Operation.Add operation => new AddKernel<V>(operation, site),
        Operation.Condition operation => new ConditionKernel<V>(operation, site),
        Operation.WeightNorm operation => new WeightNormKernel<V>(operation, site),
        Operation.LayerNorm operation => new LayerNormKernel<V>(operation, site),
        Operation.BatchNorm operation => new BatchNormKernel<V>(operation, site),
        Operation.Dropout operation => new DropoutKernel<V>(operation, site),
        Operation.Concat operation => new ConcatKernel<V>(operation, site),
        Operation.Conv operation => new ConvKernel<V>(operation, site),
        Operation.Upsample operation => new UpsampleKernel<V>(operation, site),
        Operation.Crop operation => new CropKernel<V>(operation, site),
        Operation.ToImages operation => new ToImagesKernel<V>(operation, site),
        Operation.ToVectors operation => new ToVectorsKernel<V>(operation, site),
        var operation => DensityKernels.Of<V>(operation, site) ?? throw new UnreachableException($"Operation {operation.GetType().Name}."),
    };
}
