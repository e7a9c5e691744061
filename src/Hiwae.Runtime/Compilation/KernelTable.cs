using System.Diagnostics;
using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>The table of kernels by kind of operation.</summary>
internal static class KernelTable
{
    /// <summary>By operation of a program: its kernel, for vectors of a width and products of a precision.</summary>
    public static ImmutableArray<Kernel> Of(Schedule schedule, VectorWidth width, Precision precision) => width switch
    {
        VectorWidth.Bits512 => [.. schedule.Locations.Select(location => Of<Lanes512>(location, precision))],
        VectorWidth.Bits256 => [.. schedule.Locations.Select(location => Of<Lanes256>(location, precision))],
        VectorWidth.Bits128 => [.. schedule.Locations.Select(location => Of<Lanes128>(location, precision))],
        _ => throw new UnreachableException($"Width {width}."),
    };

    private static Kernel Of<V>(Location location, Precision precision) where V : struct, ILanes<V> => location.Operation switch
    {
        Operation.Linear operation => new LinearKernel<V>(operation, location, precision == Precision.BFloat16),
        Operation.HeadLinear operation => new HeadLinearKernel<V>(operation, location, precision == Precision.BFloat16),
        Operation.SelectHead operation => new SelectHeadKernel<V>(operation, location),
        Operation.Activate operation => new ActivateKernel<V>(operation, location),
        Operation.Add operation => new AddKernel<V>(operation, location),
        Operation.Condition operation => new ConditionKernel<V>(operation, location),
        Operation.WeightNorm operation => new WeightNormKernel<V>(operation, location),
        Operation.LayerNorm operation => new LayerNormKernel<V>(operation, location),
        Operation.BatchNorm operation => new BatchNormKernel<V>(operation, location),
        Operation.Dropout operation => new DropoutKernel<V>(operation, location),
        Operation.Concat operation => new ConcatKernel<V>(operation, location),
        Operation.Conv operation => new ConvKernel<V>(operation, location),
        Operation.Upsample operation => new UpsampleKernel<V>(operation, location),
        Operation.Crop operation => new CropKernel<V>(operation, location),
        Operation.Columns operation => new ColumnsKernel<V>(operation, location),
        Operation.Affine operation => new AffineKernel<V>(operation, location),
        Operation.LogScale operation => new LogScaleKernel<V>(operation, location),
        Operation.ToImages operation => new ToImagesKernel<V>(operation, location),
        Operation.ToVectors operation => new ToVectorsKernel<V>(operation, location),
        var operation => DensityKernels.Of<V>(operation, location) ?? throw new UnreachableException($"Operation {operation.GetType().Name}."),
    };
}
