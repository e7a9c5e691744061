namespace Hiwae.Laws.Tests.Learning;

/// <summary>Something to learn, of which the density is known.</summary>
internal interface ITruth
{
    /// <summary>Rows, [count, size].</summary>
    Tensor Drawn(int count, Noise noise);

    /// <summary>log p of rows in nats, [count].</summary>
    Tensor LogDensity(Tensor rows);
}

/// <summary>A standard normal number.</summary>
internal sealed class Line : ITruth
{
    public Tensor Drawn(int count, Noise noise) => noise.Normal(count, 1);

    public Tensor LogDensity(Tensor rows) => (rows.squeeze(1).square() * -0.5) - (0.5 * Math.Log(2 * Math.PI));
}

/// <summary>A density on the plane: x1 ~ N(0, 4), x2 ~ N(x1²/4 − 1, 1/4).</summary>
internal readonly struct Banana : ITruth, ITarget<Banana>
{
    public static Tensor LogDensity(Tensor value, params ReadOnlySpan<Tensor> parents)
    {
        var (first, second) = (value.select(-1, 0), value.select(-1, 1));
        return (((first / 2).square() + ((second - (first.square() / 4) + 1) / 0.5).square()) * -0.5) - Math.Log(2 * Math.PI);
    }

    public Tensor Drawn(int count, Noise noise)
    {
        var normal = noise.Normal(count, 2);
        var (first, second) = (normal.select(1, 0) * 2, normal.select(1, 1) * 0.5);
        return stack([first, second + (first.square() / 4) - 1], 1);
    }

    Tensor ITruth.LogDensity(Tensor rows) => LogDensity(rows);
}

/// <summary>Three classes of twelve bits.</summary>
internal sealed class Classes : ITruth
{
    private readonly Tensor shares = tensor(new[] { 0.5f, 0.3f, 0.2f });

    private readonly Tensor means = ((Noise.FromSeed(3).Uniform(3, 12) > 0.5).to_type(ScalarType.Float32) * 0.8) + 0.1;

    public Tensor Drawn(int count, Noise noise) =>
        (noise.Uniform(count, 12) < Density.Sample<Categorical>(shares.log(), noise, count, 3).matmul(means)).to_type(ScalarType.Float32);

    public Tensor LogDensity(Tensor rows) => (rows.matmul(means.log().t()) + (1 - rows).matmul((1 - means).log().t()) + shares.log()).logsumexp(1);
}

/// <summary>Five values of a family whose raw parameters are linear in a standard normal z, which the trapezoid rule integrates over.</summary>
internal sealed class Table<TDensity>(double[] slopes, double[] offsets) : ITruth
    where TDensity : struct, IDensity<TDensity>
{
    public Tensor Drawn(int count, Noise noise) => Density.Sample<TDensity>(Raw(noise.Normal(count, 1)), noise, count, 5);

    public Tensor LogDensity(Tensor rows)
    {
        const double Step = 0.1;
        var z = arange(-6, 6, Step, dtype: ScalarType.Float32).view(-1, 1, 1);
        var prior = (z.square() * -0.5).squeeze(-1) - (0.5 * Math.Log(2 * Math.PI)) + Math.Log(Step);
        return (Density.Log<TDensity>(Raw(z), rows.unsqueeze(0)) + prior).logsumexp(0);
    }

    private Tensor Raw(Tensor z) => (z * tensor(slopes).to_type(z.dtype)) + tensor(offsets).to_type(z.dtype);
}

/// <summary>Eight steps of a linear-Gaussian state-space model: z_t = 0.9 z_t−1 + 0.5 ε, x_t = (3, −1.5) z_t + 0.9 ε.</summary>
internal sealed class StateSpace : ITruth
{
    private const int T = 8;

    public Tensor Drawn(int count, Noise noise)
    {
        var (z, steps) = (zeros(count, 1), new Tensor[T]);
        for (var t = 0; t < T; t++)
        {
            z = (z * 0.9) + (noise.Normal(count, 1) * 0.5);
            steps[t] = cat([z * 3, z * -1.5], 1) + (noise.Normal(count, 2) * 0.9);
        }

        return cat(steps, 1);
    }

    /// <summary>By the joint covariance of all steps.</summary>
    public Tensor LogDensity(Tensor rows)
    {
        var covariance = zeros(2 * T, 2 * T, dtype: ScalarType.Float64);
        double[] loading = [3, -1.5], variance = new double[T];
        for (var t = 0; t < T; t++)
            variance[t] = (t == 0 ? 0 : 0.81 * variance[t - 1]) + 0.25;
        for (var i = 0; i < 2 * T; i++)
        {
            for (var j = 0; j < 2 * T; j++)
                covariance[i, j] = (loading[i % 2] * loading[j % 2] * variance[Math.Min(i, j) / 2] * Math.Pow(0.9, Math.Abs((i / 2) - (j / 2)))) + (i == j ? 0.81 : 0);
        }

        var factor = linalg.cholesky(covariance);
        var white = linalg.solve(factor, rows.to_type(ScalarType.Float64).t());
        return (white.square().sum([0L]) * -0.5) - factor.diagonal().log().sum() - (T * Math.Log(2 * Math.PI));
    }
}
