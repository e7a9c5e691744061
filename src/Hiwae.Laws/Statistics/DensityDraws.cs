using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Statistics;

/// <summary>Draws of a family at some random raw parameters, and the means over them that have to be 1 and 0.</summary>
/// <typeparam name="TDensity">The family.</typeparam>
internal sealed class DensityDraws<TDensity> where TDensity : struct, IDensity<TDensity>
{
    /// <summary>The number of values of a vector that is judged where values are independent.</summary>
    public const int MostValues = 4;

    /// <summary>Draws at each raw parameter of the first look.</summary>
    public const int First = 5000;

    private const int Rows = 4;

    private const int Pilot = 2000;

    private const int AtOnce = 4000;

    // About as far as a network's output moves from zero.
    private const double Spread = 0.7;

    private static readonly DensityAttribute Attribute = DensityAttribute.Of(typeof(TDensity))!;

    private readonly Tensor raw; // [rows, parameters]

    private readonly Noise noise;

    private readonly int size;

    private readonly Slopes slopes;

    private readonly List<double> logRatios = [];

    private Histogram[] references = []; // by row and place

    // Where values depend on one another, what takes the correlations from some draws at each raw parameter, [rows, size, size], and the logarithms of its determinants: a product of histograms is then near the density.
    private (Tensor Map, double[] LogDeterminants)? whitening;

    private DensityDraws(int size, Noise noise, double scale)
    {
        (this.noise, this.size) = (noise, size);
        raw = noise.Normal(Rows, Attribute.Parameters(size)) * (Spread * scale);
        slopes = Attribute.Pairs ? new(Rows, Attribute.Parameters(size), size: 1) : new(Rows, Attribute.ParametersPerValue, size);
    }

    /// <summary>What a draw, or its log-density, is wrong with by itself; null where nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the mean of g / density has a standard error that means something.</summary>
    public bool IsTame { get; private set; }

    /// <summary>The number of means.</summary>
    public int Comparisons => (IsTame ? 1 : 0) + slopes.Count;

    /// <summary>Some raw parameters, and the reference density of each value's draws.</summary>
    public static DensityDraws<TDensity> Of(int size, Noise noise, double scale)
    {
        using var constant = no_grad();
        var draws = new DensityDraws<TDensity>(size, noise, scale);
        draws.Refer();
        return draws;
    }

    /// <summary>Makes further draws, and judges all.</summary>
    /// <param name="count">Their number at each raw parameter.</param>
    /// <param name="tests">The number of families that share the false-alarm rate.</param>
    public Verdict More(int count, int tests)
    {
        for (var left = count; left > 0 && Fault is null; left -= AtOnce)
            Add(Math.Min(left, AtOnce));
        if (Fault is not null)
            return Verdict.Wrong(Fault);
        var (slope, what) = slopes.Worst();
        var worst = new Verdict(slope, Tail.NormalQuantile(Tail.AtLook / (2.0 * Comparisons * tests))) { Detail = what };
        if (!IsTame)
            return worst;
        var ratio = LogSample.Of([.. logRatios]);
        var mean = Math.Exp(ratio.LogMean);

        // What has a smaller probability than this may not have been drawn, and the mean is off by as much.
        var unseen = Math.Log(1 / Tail.AtLook) / logRatios.Count;
        var distance = double.IsFinite(mean) ? Math.Max(0, Math.Abs(mean - 1) - unseen) / (mean * ratio.RelativeError) : double.PositiveInfinity;
        return distance <= slope ? worst : worst with
        {
            Statistic = distance,
            Detail = FormattableString.Invariant(
                $"the log-density does not match the sampler: over draws v, the mean of g(v) / density(v) is {mean:g3} ± {mean * ratio.RelativeError:g1} for a normalised density g; it has to be 1"),
        };
    }

    // Histograms of some draws; where others have ratios that vary too much there are none.
    private void Refer()
    {
        var pilot = Sample(Pilot);
        if (Fault is not null)
            return;
        whitening = Attribute.Support == Support.Real && size > 1 && !TDensity.IsPointwise ? Whitening(pilot) : null;
        var places = Places(pilot);
        var found = places.Select(draws => Histogram.Of(Attribute.Support, draws)).ToArray();
        if (found.Any(histogram => histogram is null))
            return;
        references = found!;
        var values = Sample(Draws.Pilot);
        IsTame = LogSample.Of([.. Ratios(values, TDensity.LogDensity(raw, values))]).IsTame;
    }

    private void Add(int count)
    {
        using var scope = NewDisposeScope();
        Tensor values;
        using (no_grad())
            values = Sample(count);
        var parameters = raw.expand(count, Rows, raw.shape[1]).clone().requires_grad_();
        var logDensity = TDensity.LogDensity(parameters, values);
        Fault ??= NotFinite(logDensity, "its log-density at a draw of its own");
        if (Fault is not null)
            return;
        if (IsTame)
            logRatios.AddRange(Ratios(values, logDensity.detach()));
        if (!logDensity.requires_grad)
            return;
        logDensity.sum().backward();
        var gradient = parameters.grad ?? zeros_like(parameters);
        Fault ??= NotFinite(gradient, "the derivative of its log-density by the raw parameters at a draw of its own");
        if (Fault is null)
            slopes.Add(gradient);
    }

    private Tensor Sample(int count)
    {
        var values = TDensity.Sample(raw, noise, count, Rows, size);
        Fault ??= NotFinite(values, "a draw");
        return values;
    }

    // log g − log density of each draw at each raw parameter.
    private IEnumerable<double> Ratios(Tensor values, Tensor logDensity)
    {
        var (places, logs) = (Places(values), logDensity.contiguous().data<double>().ToArray());
        var each = places.Length / Rows;
        for (var i = 0; i < logs.Length; i++)
        {
            var sum = (whitening?.LogDeterminants[i % Rows] ?? 0) - logs[i];
            for (var k = 0; k < each; k++)
                sum += references[(i % Rows * each) + k].LogDensity(places[(i % Rows * each) + k][i / Rows]);
            yield return sum;
        }
    }

    // By row and value all draws of it; of a one-hot vector, the place of the one.
    private double[][] Places(Tensor values)
    {
        using var scope = NewDisposeScope();
        var numbers = Attribute.Support == Support.OneHot ? values.argmax(-1, keepdim: true).to_type(ScalarType.Float64)
            : whitening is { Map: var map } ? matmul(map, values.unsqueeze(-1)).squeeze(-1)
            : values;
        var columns = numbers.reshape(values.shape[0], -1).t().contiguous();
        return [.. Enumerable.Range(0, (int)columns.shape[0]).Select(i => columns[i].data<double>().ToArray())];
    }

    // The inverse of the Cholesky factor of the covariance of some draws, [draws, rows, size]; null where they have none.
    private static (Tensor, double[])? Whitening(Tensor draws)
    {
        using var scope = NewDisposeScope();
        var distances = (draws - draws.mean([0L], keepdim: true)).transpose(0, 1);
        var (factor, info) = linalg.cholesky_ex(matmul(distances.transpose(1, 2), distances) / draws.shape[0]);
        if (info.ne(0).any().ToBoolean())
            return null;
        var map = linalg.solve_triangular(factor, eye(draws.shape[2], dtype: draws.dtype).expand(factor.shape), upper: false);
        return (map.MoveToOuterDisposeScope(), map.diagonal(0, 1, 2).log().sum(-1).data<double>().ToArray());
    }

    private static string? NotFinite(Tensor numbers, string what)
    {
        using var scope = NewDisposeScope();
        var wrong = numbers.detach().masked_select(numbers.detach().isfinite().logical_not());
        return wrong.numel() == 0 ? null : FormattableString.Invariant($"{what} is {wrong[0].ToDouble()}");
    }
}
