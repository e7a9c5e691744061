using Hiwae.Compilation.Lanes;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>The kernels of densities, of draws, and of what is made of both.</summary>
internal static class DensityKernels
{
    // From so many values on it is worth while to keep what several rows have in common.
    private const int WorthPreparing = 16;

    /// <summary>The kernel of an operation; null for an operation of another kind.</summary>
    /// <typeparam name="V">The vector.</typeparam>
    /// <param name="operation">The operation.</param>
    /// <param name="location">The operation's place in the program.</param>
    /// <exception cref="ArgumentException">Its family has no kernel.</exception>
    public static Kernel? Of<V>(Operation operation, Location location) where V : struct, ILanes<V> => operation switch
    {
        Operation.Draw { Density: FormulaForm form } draw =>
            form.Type == typeof(Normal) && !IsNarrow<V>(draw.Output) ? new NormalDrawKernel<V>(draw, location) : new FormulaDrawKernel<V>(draw, location, form),
        Operation.Draw { Density: CovarianceForm form } draw => new CovarianceDrawKernel<V>(draw, location, Correlation<V>.Of(form, draw.Output.Columns)),
        Operation.Point point => new PointKernel<V>(point, location),
        Operation.SharedPoint { Density: CovarianceForm form } point => new CovariancePointKernel<V>(point, location, new(point.Heads, Correlation<V>.Of(form, point.Output.Columns))),
        Operation.SharedPoint point => new SharedPointKernel<V>(point, location, (FormulaForm)point.Density),
        Operation.Fill fill => new FillKernel<V>(fill, location),
        Operation.LogDensity { Components: 1, IsEqual: false } density => Plain<V>(density, location),
        Operation.LogDensity mixture => new MixtureKernel<V>(mixture, location, Members<V>(location, mixture.Density, mixture.Components, mixture.X.Columns, mixture.Raw)),
        Operation.Cross cross => new CrossKernel<V>(cross, location, Members<V>(location, cross.Density, cross.Heads, cross.X.Columns, cross.AllHeads)),
        Operation.LogTarget target => new LogTargetKernel<V>(target, location),
        Operation.LogSoftmax logarithms => new LogSoftmaxKernel<V>(logarithms, location),
        Operation.Constrain constrain => new ConstrainKernel<V>(constrain, location),
        Operation.States states => new StatesKernel(states, location),
        Operation.LogSum sum => new LogSumKernel<V>(sum, location),
        Operation.Joint joint => new JointKernel<V>(joint, location),
        Operation.Estimate estimate => new EstimateKernel<V>(estimate, location),
        _ => null,
    };

    private static Kernel Plain<V>(Operation.LogDensity density, Location location) where V : struct, ILanes<V> => density.Density switch
    {
        FormulaForm form when IsNarrow<V>(density.X) => new MemberDensityKernel<V>(density, location, OfFormula<V>(location, form, 1, density.X.Columns, density.Raw)),
        FormulaForm form when form.Type == typeof(Normal) && (density.Raw.Level == density.Output.Level || density.X.Columns < WorthPreparing) =>
            new RowDensityKernel<V, NormalRow<V>>(density, location),
        FormulaForm form when form.Type == typeof(Bernoulli) => new RowDensityKernel<V, BernoulliRow<V>>(density, location),
        CategoricalForm => new RowDensityKernel<V, CategoricalRow<V>>(density, location),
        _ => new MemberDensityKernel<V>(density, location, Members<V>(location, density.Density, 1, density.X.Columns, density.Raw)),
    };

    private static Members<V> Members<V>(Location location, DensityForm density, int count, int size, Value raw) where V : struct, ILanes<V> => density switch
    {
        FormulaForm form when form.Type == typeof(Normal) =>
            NormalMembersAcross<V>.IsBetter(count, size) ? new NormalMembersAcross<V>(count, size) : new NormalMembersAlong<V>(count, size),
        FormulaForm form => OfFormula<V>(location, form, count, size, raw),
        CovarianceForm form => new CovarianceMembers<V>(count, Correlation<V>.Of(form, size)),
        CategoricalForm => new CategoricalMembers<V>(count, size),
        _ => throw new ArgumentException($"{density.Name} has no kernel.", nameof(density)),
    };

    private static FormulaMembers<V> OfFormula<V>(Location location, FormulaForm form, int count, int size, Value raw) where V : struct, ILanes<V> =>
        new(form, count, size, raw.Level != location.Operation.Output.Level, (location.Wants[0], location.Wants[1]));

    // Of rows of which a vector holds several, formulas take many at once; what is written for one family takes them one by one.
    private static bool IsNarrow<V>(Value x) where V : struct, ILanes<V> => 2 * x.Columns <= V.Count;
}
