namespace Hiwae.Annealing;

/// <summary>Independent normal densities with the moments of the proposals for each datum.</summary>
/// <param name="means">[data, size].</param>
/// <param name="size">The number of values of a point.</param>
internal sealed class NormalStart(double[] means, int size) : StartDensity
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    // Of so many draws for each datum.
    private const int Draws = 256;

    // A proposal that hardly varies is given some width: chains have to reach what it misses.
    private const double LeastScale = 1e-3;

    /// <inheritdoc/>
    public override bool IsPrior => false;

    /// <summary>The density for each datum.</summary>
    public static NormalStart Of<TModel>(ModelNetwork<TModel> network, Observation data, Unconstrained map, long seed) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var (batch, size) = ((int)data.Batch, map.Size);
        var proposals = LatentPoints.Of(WeightedDraws<TModel>.Of(network, data, Draws, NetworkNoise.Of(network, data, seed)).Trace);
        map.Invert(proposals);
        var each = proposals.Length / size / batch;
        var (means, scales) = (new double[batch * size], new double[batch * size]);
        for (var i = 0; i < means.Length; i++)
        {
            var (datum, column) = (i / size, i % size);
            double Value(int j) => proposals[(((datum * each) + j) * size) + column];
            means[i] = Enumerable.Range(0, each).Average(Value);
            scales[i] = Math.Max(LeastScale, Math.Sqrt(Enumerable.Range(0, each).Sum(j => (Value(j) - means[i]) * (Value(j) - means[i])) / Math.Max(1, each - 1)));
        }

        return new(means, size) { Scales = scales };
    }

    /// <inheritdoc/>
    public override double[] Draw(int chains, long seed)
    {
        var points = LatentPoints.Normal(Noise.FromSeed(seed, dtype: ScalarType.Float64), means.Length * chains);
        for (var i = 0; i < points.Length; i++)
            points[i] = means[At(i, chains)] + (Scales[At(i, chains)] * points[i]);
        return points;
    }

    /// <inheritdoc/>
    public override void Evaluate(double[] u, double[] log, double factor, double[] gradient)
    {
        var chains = u.Length / means.Length;
        Array.Clear(log);
        for (var i = 0; i < u.Length; i++)
        {
            var scale = Scales[At(i, chains)];
            var away = (u[i] - means[At(i, chains)]) / scale;
            log[i / size] -= (0.5 * away * away) + Math.Log(scale) + HalfLogTwoPi;
            if (gradient.Length > 0)
                gradient[i] -= factor * away / scale;
        }
    }

    private int At(int i, int chains) => (i / size / chains * size) + (i % size);
}
