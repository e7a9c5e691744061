using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>The kernels of layers.</summary>
internal static class LayerKernels
{
    public static Kernel Of<V>(Operation operation, Site site) where V : struct, ILanes<V> => operation switch
    {
        Operation.SelectHead known => new SelectHeadKernel<V>(known, site),
        Operation.Activate known => new ActivateKernel<V>(known, site),
        Operation.Add known => new AddKernel<V>(known, site),
        Operation.Condition known => new ConditionKernel<V>(known, site),
        Operation.WeightNorm known => new WeightNormKernel<V>(known, site),
        Operation.LayerNorm known => new LayerNormKernel<V>(known, site),
        Operation.BatchNorm known => new BatchNormKernel<V>(known, site),
        Operation.Dropout known => new DropoutKernel<V>(known, site),
        Operation.Concat known => new ConcatKernel<V>(known, site),
        Operation.ToImages known => new ToImagesKernel<V>(known, site),
        Operation.ToVectors known => new ToVectorsKernel<V>(known, site),
        Operation.Upsample known => new UpsampleKernel<V>(known, site),
        Operation.Crop known => new CropKernel<V>(known, site),
        Operation.Conv known => new ConvKernel<V>(known, site),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };
}
