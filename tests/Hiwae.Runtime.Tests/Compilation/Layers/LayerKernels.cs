using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>The kernels of layers.</summary>
internal static class LayerKernels
{
    public static Kernel Of<V>(Operation operation, Location location) where V : struct, ILanes<V> => operation switch
    {
        Operation.SelectHead known => new SelectHeadKernel<V>(known, location),
        Operation.Activate known => new ActivateKernel<V>(known, location),
        Operation.Add known => new AddKernel<V>(known, location),
        Operation.Condition known => new ConditionKernel<V>(known, location),
        Operation.WeightNorm known => new WeightNormKernel<V>(known, location),
        Operation.LayerNorm known => new LayerNormKernel<V>(known, location),
        Operation.BatchNorm known => new BatchNormKernel<V>(known, location),
        Operation.Dropout known => new DropoutKernel<V>(known, location),
        Operation.Concat known => new ConcatKernel<V>(known, location),
        Operation.ToImages known => new ToImagesKernel<V>(known, location),
        Operation.ToVectors known => new ToVectorsKernel<V>(known, location),
        Operation.Upsample known => new UpsampleKernel<V>(known, location),
        Operation.Crop known => new CropKernel<V>(known, location),
        Operation.Conv known => new ConvKernel<V>(known, location),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };
}
