using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>The laws for a family that tells how much each value contributes.</summary>
internal sealed record PointwiseCase<T>(Func<double[], double, double> Reference, Func<double, double> Standard)
    : DensityCase<T>(Reference, Standard), IPointwiseCase where T : struct, IPointwiseDensity<T>
{
    public void Accept(IDensityTest test, int seed) => test.Holds<T>(seed);

    public Verdict ContributionsSumToTheWhole(int seed)
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: Double);
        var raw = TypicalRaw(noise, 3, 2, 1);
        var values = T.Sample(raw, noise, 2, 5, 3);
        var contributions = T.LogDensities(raw, values);
        var parts = Enumerable.Range(0, 3).Select(i => T.LogDensities(raw, values).select(-1, i)).Aggregate((a, b) => a + b);
        return new(
            contributions.shape.SequenceEqual([2, 5, 3])
                ? Math.Max(Largest(contributions.sum(-1) - T.LogDensity(raw, values)), Largest(parts - T.LogDensity(raw, values)))
                : double.PositiveInfinity,
            1e-9);
    }

    public Verdict LeavesOutWhatIsMissing(int seed)
    {
        const int Batch = 3, Samples = 2, Length = 4, Components = 2;
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: Double);
        var count = Attribute.ParametersPerValue;
        var raws = Enumerable.Range(0, Components).Select(_ => TypicalRaw(noise, Length, Batch, Samples)).ToArray();
        var mixture = Mixture<T>.FromRaw(cat([noise.Normal(Batch, Samples, Components), .. raws], -1), Components);
        var values = T.Sample(raws[0], noise, Batch, Samples, Length).narrow(1, 0, 1); // [batch, 1, size]
        var mask = noise.Uniform(Batch, 1, Length).gt(0.5).to_type(Double);
        mask[0] = zeros(1, Length, dtype: Double);
        mask[1] = ones(1, Length, dtype: Double);
        var stored = values.masked_fill(mask.eq(0), double.NaN);

        var expected = raws.Select(parameters => (T.LogDensities(parameters, values) * mask).sum(-1)).ToArray();
        var actual = Missing.LogDensity<T>(raws[0], stored, mask);
        var mixed = (mixture.LogWeights + stack(expected, -1)).logsumexp(-1);

        // A datum of which all was observed, one of which nothing was, and one through the family at the observed places alone.
        var seen = mask[2, 0].nonzero().squeeze(-1);
        var alone = raws[0][2, 0].view(count, Length).index_select(1, seen).flatten();
        var direct = seen.numel() == 0 ? zeros([], dtype: Double) : T.LogDensity(alone, values[2, 0].index_select(0, seen));
        return new(
            new[]
            {
                Largest(actual - expected[0]),
                Largest(actual[0]),
                Largest(actual[1] - T.LogDensity(raws[0], values)[1]),
                Largest(actual[2, 0] - direct),
                Largest(Missing.LogDensity(mixture, stored, mask) - mixed),
                Largest(Missing.LogDensity(mixture, stored, mask)[0]),
            }.Max(),
            1e-9);
    }

    public Verdict MissingValuesDoNoHarm(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var wild = cat([Combinations(Extremes), Combinations([.. Extremes.Select(extreme => extreme * 3)])], 0).to_type(type);
        var stored = tensor(new[] { double.NaN, double.PositiveInfinity, -1e30, 0 }).view(-1, 1, 1).to_type(type);
        var mask = zeros(1, 1, 1, dtype: type);
        var count = 0.0;
        var raw = wild.clone().requires_grad_();
        var logDensity = Missing.LogDensity<T>(raw, stored, mask);
        logDensity.sum().backward();
        count += logDensity.ne(0).sum().ToDouble() + raw.grad!.ne(0).sum().ToDouble();

        var components = cat([zeros(2, dtype: type), wild[0], wild[^1]], -1).requires_grad_();
        var mixed = Missing.LogDensity(Mixture<T>.FromRaw(components, 2), stored, mask);
        mixed.sum().backward();
        count += mixed.abs().gt(1e-6).sum().ToDouble() + NotFinite(mixed) + components.grad!.abs().gt(1e-6).sum().ToDouble() + NotFinite(components.grad!);
        return new(count, 0);
    }
}
