using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Densities;

internal partial record DensityCase<T>
{
    public override Verdict DrawsHaveTheDensity(int seed)
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: Double);
        var raw = TypicalRaw(noise, Size, Rows);
        var distributions = Distributions(raw);
        var draws = T.Sample(raw, noise, Draws, Rows, Size);
        return Worst(distributions.Select((distribution, row) => Distribution.Fits(Grid.Scalars(draws.select(1, row)), (1, distribution))));
    }

    public override Verdict MixtureDrawsHaveTheDensity(int seed)
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: Double);
        var (logits, parameters) = (noise.Normal(Rows), TypicalRaw(noise, Size, Rows));
        var mixture = Mixture<T>.FromRaw(cat([logits, parameters.flatten()], -1), Rows);
        var weights = logits.softmax(-1).data<double>().ToArray();
        var draws = Grid.Scalars(mixture.Sample(noise, Draws, Size));
        return Distribution.Fits(draws, [.. weights.Zip(Distributions(parameters))]);
    }

    public override Verdict AttributeTellsTheTruth()
    {
        using var scope = NewDisposeScope();
        var raw = zeros(Attribute.Parameters(Size), dtype: Double).requires_grad_();
        var draws = T.Sample(raw, Noise.FromSeed(1, dtype: Double), 7, Size);
        return new(draws.requires_grad == Attribute.Reparameterised ? 0 : 1, 0);
    }

    public override Verdict DrawsMoveAsTheirGradients(int seed)
    {
        if (!Attribute.Reparameterised || !Replayable)
            return new(0, 0);
        using var scope = NewDisposeScope();
        const double Step = 1e-6;
        var raw = TypicalRaw(Noise.FromSeed(seed, dtype: Double), 2, Rows).requires_grad_();
        Tensor Draw(Tensor parameters) => T.Sample(parameters, Noise.FromSeed(seed + 1L, dtype: Double), 3, Rows, 2);
        Draw(raw).sum().backward();
        var (error, columns) = (0.0, raw.shape[^1]);
        using var quiet = no_grad();
        for (var column = 0; column < columns; column++)
        {
            var shift = zeros(columns, dtype: Double);
            shift[column] = tensor(Step, dtype: Double);
            var differences = (Draw(raw + shift) - Draw(raw - shift)).sum([0L, 2L]) / (2 * Step);
            error = Math.Max(error, Largest((raw.grad!.select(1, column) - differences) / differences.abs().clamp_min(1)));
        }

        return new(error, 1e-5);
    }

    public override Verdict VelocitiesAreThoseOfDraws(int seed)
    {
        if (!Attribute.Velocity || !IsNoiseCertain)
            return new(0, 0);
        using var scope = NewDisposeScope();
        var raw = TypicalRaw(Noise.FromSeed(seed, dtype: Double), 2, Rows).requires_grad_();
        var draw = T.Sample(raw, Noise.FromSeed(seed + 1L, dtype: Double), Rows, 2);
        draw.sum().backward();
        var velocity = Density.Velocity<T>(raw, draw.detach());
        Assert.Equal(raw.shape, velocity.shape);
        Assert.Equal([Rows, 3, raw.shape[^1]], Density.Velocity<T>(raw.unsqueeze(1), draw.unsqueeze(1).expand(Rows, 3, 2)).shape);
        Assert.False(velocity.requires_grad);
        return new(Largest((raw.grad! - velocity) / velocity.abs().clamp_min(1)), 1e-10);
    }

    /// <remarks>
    /// g is bounded, tanh on the line. The threshold's false-alarm rate is 1e-6 for each parameter; a thousandth of the derivative is
    /// allowed for the approximate gradient of gamma variables.
    /// </remarks>
    public override Verdict MeanGradientIsTheGradientOfTheMean(int seed)
    {
        if (!Attribute.Reparameterised)
            return new(0, 0);
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: Double);
        Tensor Bounded(Tensor values) => Attribute.Support == Support.UnitInterval ? values : values.tanh();
        var raw = TypicalRaw(noise, Size, 1);

        var each = raw.expand(Draws, -1).clone().requires_grad_();
        Bounded(T.Sample(each, noise, Draws, Size)).sum().backward();
        var (mean, error) = (each.grad!.mean([0]), each.grad.std(0L) / Math.Sqrt(Draws));

        var parameters = raw.clone().requires_grad_();
        var (grid, logDensity) = OnGrid(parameters);
        ((logDensity + grid.LogWeights).exp() * Bounded(grid.Values.detach().squeeze(-1))).sum().backward();
        var expected = parameters.grad!.squeeze(0);
        return new(Largest(((mean - expected).abs() - (expected.abs() * 1e-3)).clamp_min(0) / (error + 1e-9)), Tail.Quantile);
    }
}
