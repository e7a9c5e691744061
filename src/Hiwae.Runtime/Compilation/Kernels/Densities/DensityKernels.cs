using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>The kernels of densities, of draws, and of what is made of both.</summary>
internal static class DensityKernels
{
    /// <summary>The kernel of an operation; null for an operation of another kind.</summary>
    /// <typeparam name="V">The vector.</typeparam>
    /// <param name="operation">The operation.</param>
    /// <param name="site">Its place.</param>
    public static Kernel? Of<V>(Operation operation, Site site) where V : struct, ILanes<V> => operation switch
    {
        Operation.Draw draw => new NormalDrawKernel<V>(draw, site),
        Operation.Point point => new PointKernel<V>(point, site),
        Operation.Fill fill => new FillKernel<V>(fill, site),
        Operation.LogDensity { Components: 1, IsEqual: false } density => Plain<V>(density, site),
        Operation.LogDensity mixture => new MixtureKernel<V>(mixture, site, Members<V>(mixture.Density, mixture.Components, mixture.X.Columns)),
        Operation.Cross cross => new CrossKernel<V>(cross, site, Members<V>(cross.Density, cross.Heads, cross.X.Columns)),
        Operation.LogSoftmax logarithms => new LogSoftmaxKernel<V>(logarithms, site),
        Operation.Constrain constrain => new ConstrainKernel<V>(constrain, site),
        Operation.Estimate estimate => new EstimateKernel<V>(estimate, site),
        _ => null,
    };

    private static Kernel Plain<V>(Operation.LogDensity density, Site site) where V : struct, ILanes<V> => density.Density.Name switch
    {
        "Normal" => new RowDensityKernel<V, NormalRow<V>>(density, site),
        "Bernoulli" => new RowDensityKernel<V, BernoulliRow<V>>(density, site),
        _ => new RowDensityKernel<V, CategoricalRow<V>>(density, site),
    };

    private static Members<V> Members<V>(DensityForm density, int count, int size) where V : struct, ILanes<V> => density.Name switch
    {
        "Normal" => NormalMembersAcross<V>.IsBetter(count, size) ? new NormalMembersAcross<V>(count, size) : new NormalMembersAlong<V>(count, size),
        _ => new CategoricalMembers<V>(count, size),
    };
}
