using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>The laws for a family.</summary>
/// <typeparam name="T">The family.</typeparam>
/// <param name="Reference">The log-density of a single variable from its raw parameters and its value; of a categorical one, from the place of the one.</param>
/// <param name="Standard">The log-density at raw zeros.</param>
internal partial record DensityCase<T>(Func<double[], double, double> Reference, Func<double, double> Standard)
    : DensityCase(DensityAttribute.NameOf(typeof(T))) where T : struct, IDensity<T>
{
    protected const ScalarType Double = ScalarType.Float64;

    private const int Rows = 4;

    private const int Draws = 20_000;

    /// <summary>From standard normal values to raw parameters at which quadrature and sampling are meaningful.</summary>
    public Func<Tensor, Tensor> Typical { get; init; } = normal => normal * 1.5;

    /// <summary>Raw parameters that must do no harm.</summary>
    public double[] Extremes { get; init; } = [-20, 0, 20];

    /// <summary>Those among them for which the whole mass lies where a double can resolve it.</summary>
    public double[]? Resolved { get; init; }

    /// <summary>Whether a draw is continuous in the parameters with the noise replayed; rejection samplers are not.</summary>
    public bool Replayable { get; init; } = true;

    /// <summary>Whether a draw and its raw parameters leave no doubt about the noise, so that the velocity is no mean.</summary>
    public bool IsNoiseCertain { get; init; } = true;

    /// <summary>Whether the tails are light enough for quadrature to find a mean.</summary>
    public bool HasMean { get; init; } = true;

    public override FormulaForm? Formula => T.Form as FormulaForm;

    protected static DensityAttribute Attribute { get; } =
        DensityAttribute.Of(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} has no [Density].");

    /// <summary>The size of a vector that is one variable.</summary>
    protected static int Size => Attribute.Support == Support.OneHot ? 4 : 1;

    /// <summary>Random raw parameters for vectors of a size.</summary>
    protected Tensor TypicalRaw(Noise noise, int size, params ReadOnlySpan<long> leading) =>
        Typical(noise.Normal([.. leading, Attribute.Parameters(size)]));

    /// <summary>All combinations of raw parameters of one variable, [combinations, parameters].</summary>
    protected static Tensor Combinations(double[] choices)
    {
        var parameters = Attribute.Parameters(Size);
        var count = (int)Math.Pow(choices.Length, parameters);
        var all = new double[count * parameters];
        for (var i = 0; i < all.Length; i++)
            all[i] = choices[i / parameters / (int)Math.Pow(choices.Length, i % parameters) % choices.Length];
        return tensor(all).view(count, parameters);
    }

    /// <summary>Values of the support that are near its borders or far out, [values, 1, size].</summary>
    protected static Tensor Difficult() => Attribute.Support switch
    {
        Support.Real => tensor(new[] { -1000, -1, -1e-6, 0.0, 0.5, 1000 }).view(-1, 1, 1),
        Support.UnitInterval => tensor(new[] { 1e-6, 0.3, 0.5, 1 - 1e-6 }).view(-1, 1, 1),
        Support.Positive => tensor(new[] { 1e-6, 1.0, 1000 }).view(-1, 1, 1),
        Support.Count => tensor(new[] { 0.0, 1, 2, 10, 1000, 1e6 }).view(-1, 1, 1),
        // Not 127 and 128: at a tiny scale, on the border between them, a rounding error of the location decides.
        Support.EightBit => (tensor(new[] { 0.0, 1, 100, 200, 254, 255 }) / 255).view(-1, 1, 1),
        _ => Grid.Of(Attribute.Support, zeros(1, 1), Size).Values,
    };

    protected static double Largest(Tensor errors) => Wrong(errors.abs().max().ToDouble());

    protected static double NotFinite(Tensor values) => values.isfinite().logical_not().sum().ToDouble();

    private static (Grid Grid, Tensor LogDensity) OnGrid(Tensor raw)
    {
        var grid = Grid.Of(Attribute.Support, T.Mean(raw).detach(), Size);
        return (grid, T.LogDensity(raw, grid.Values));
    }

    private static Verdict Worst(IEnumerable<Verdict> verdicts) => verdicts.MaxBy(verdict => verdict.Statistic);

    /// <summary>The distribution function at each row of raw parameters.</summary>
    private static IReadOnlyList<Distribution> Distributions(Tensor raw)
    {
        var (grid, logDensity) = OnGrid(raw);
        var masses = (logDensity + grid.LogWeights).exp();
        return [.. Enumerable.Range(0, (int)raw.shape[0]).Select(row =>
            new Distribution(grid.Places(row), masses.select(1, row).contiguous().data<double>().ToArray(), grid.Discrete))];
    }

    // A comparison with NaN is false: so it would pass unseen.
    private static double Wrong(double error) => double.IsNaN(error) ? double.PositiveInfinity : error;
}
