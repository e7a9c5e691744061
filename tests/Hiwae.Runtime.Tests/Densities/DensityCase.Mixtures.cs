using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Densities;

internal partial record DensityCase<T>
{
    public override Verdict MixtureIsTheSum(int seed)
    {
        const int Batch = 2, Samples = 3, Components = 4, Length = 3;
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: Double);
        var logits = noise.Normal(Batch, 1, Components) * 3;
        var parts = Enumerable.Range(0, Components).Select(_ => TypicalRaw(noise, Length, Batch, 1)).ToArray();
        var mixture = Mixture<T>.FromRaw(cat([logits, .. parts], -1), Components);
        var values = mixture.Sample(noise, Batch, Samples, Length);
        if (!values.shape.SequenceEqual([Batch, Samples, Length]))
            return new(double.PositiveInfinity, 1e-9);

        var weights = logits.softmax(-1);
        var densities = parts.Select(part => T.LogDensity(part, values)).ToArray();
        var largest = stack(densities, -1).amax([-1], keepdim: true);
        var sum = densities.Select((density, c) => weights.select(-1, c) * (density - largest.squeeze(-1)).exp()).Aggregate((a, b) => a + b);
        var mean = parts.Select((part, c) => weights.select(-1, c).unsqueeze(-1) * T.Mean(part)).Aggregate((a, b) => a + b);
        var equal = Mixture<T>.Equal(stack(parts, -2).select(0, 0)); // [1, components, parameters]
        var expected = stack([.. parts.Select(part => T.LogDensity(part[0], values))], -1).logsumexp(-1) - Math.Log(Components);
        return new(
            new[]
            {
                Largest(mixture.LogDensity(values) - largest.squeeze(-1) - sum.log()),
                Largest((mixture.Mean - mean) / mean.abs().clamp_min(1)),
                Largest(equal.LogDensity(values) - expected),
            }.Max(),
            1e-9);
    }

    public override Verdict MixtureIsFiniteAtExtremes(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var parameters = Combinations(Extremes); // the components: [combinations, parameters]
        var components = (int)parameters.shape[0];
        var logits = tensor(new[] { 1000.0, -1000 }).view(-1, 1).expand(2, components).clone();
        logits.select(-1, components / 2).mul_(-1);
        var raw = cat([logits, parameters.flatten().expand(2, -1)], -1).to_type(type).requires_grad_();
        var values = Difficult().to_type(type).requires_grad_();
        var logDensity = Mixture<T>.FromRaw(raw, components).LogDensity(values);
        logDensity.sum().backward();
        return new(NotFinite(logDensity) + NotFinite(raw.grad!) + NotFinite(values.grad!), 0);
    }
}
