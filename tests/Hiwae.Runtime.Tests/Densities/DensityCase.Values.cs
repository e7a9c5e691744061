using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Densities;

internal partial record DensityCase<T>
{
    public override Verdict IsTheClosedForm(int seed)
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: Double);
        var raw = cat([TypicalRaw(noise, Size, Rows), Combinations(Extremes)], 0);
        var values = cat([T.Sample(raw, noise, 5, raw.shape[0], Size), Difficult().expand(-1, raw.shape[0], -1)], 0);
        var actual = T.LogDensity(raw, values);
        var error = 0.0;
        for (var row = 0; row < raw.shape[0]; row++)
        {
            var parameters = raw[row].data<double>().ToArray();
            var (places, found) = (Grid.Scalars(values.select(1, row)), actual.select(1, row).contiguous().data<double>().ToArray());
            for (var i = 0; i < places.Length; i++)
            {
                var expected = Reference(parameters, places[i]);
                error = Math.Max(error, Wrong(Math.Abs(found[i] - expected) / Math.Max(1, Math.Abs(expected))));
            }
        }

        return new(error, 1e-8);
    }

    public override Verdict ZerosAreStandard()
    {
        using var scope = NewDisposeScope();
        var raw = zeros(Attribute.Parameters(Size), dtype: Double);
        var values = T.Sample(raw, Noise.FromSeed(1, dtype: Double), 50, Size);
        var found = T.LogDensity(raw, values).data<double>().ToArray();
        return new(Grid.Scalars(values).Zip(found, (place, actual) => Wrong(Math.Abs(Standard(place) - actual))).Max(), 1e-9);
    }

    public override Verdict IntegratesToOne(int seed)
    {
        using var scope = NewDisposeScope();
        var raw = cat([TypicalRaw(Noise.FromSeed(seed, dtype: Double), Size, Rows), Combinations(Resolved ?? Extremes)], 0);
        var (grid, logDensity) = OnGrid(raw);
        return new(((logDensity + grid.LogWeights).logsumexp(0).exp() - 1).abs().max().ToDouble(), 1e-6);
    }

    public override Verdict MeanIsTheMean(int seed)
    {
        if (!HasMean)
            return new(0, 0);
        using var scope = NewDisposeScope();
        var raw = TypicalRaw(Noise.FromSeed(seed, dtype: Double), Size, Rows);
        var (grid, logDensity) = OnGrid(raw);
        var mean = ((logDensity + grid.LogWeights).exp().unsqueeze(-1) * grid.Values).sum([0]);
        return new(Largest((mean - T.Mean(raw)) / mean.abs().clamp_min(1)), 1e-6);
    }

    public override Verdict Broadcasts(int seed)
    {
        const int Batch = 2, Samples = 3, Heads = 4, Length = 3;
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: Double);
        var heads = TypicalRaw(noise, Length, Batch, Samples, Heads);
        var values = T.Sample(heads.select(2, 0), noise, Batch, Samples, Length);
        var whole = T.LogDensity(heads, values.unsqueeze(2).expand(Batch, Samples, Heads, Length));
        if (!values.shape.SequenceEqual([Batch, Samples, Length]) || !whole.shape.SequenceEqual([Batch, Samples, Heads]))
            return new(double.PositiveInfinity, 1e-9);

        Tensor At(Tensor raw, Tensor value) => T.LogDensity(raw, value);
        var error = 0.0;
        for (var b = 0; b < Batch; b++)
        {
            for (var j = 0; j < Samples; j++)
            {
                for (var k = 0; k < Heads; k++)
                    error = Math.Max(error, Largest(whole[b, j, k] - At(heads[b, j, k], values[b, j])));
            }
        }

        var shared = heads.narrow(1, 0, 1); // [batch, 1, heads, parameters]
        error = Math.Max(error, Largest(
            At(shared, values.unsqueeze(2)) - At(shared.expand(-1, Samples, -1, -1), values.unsqueeze(2).expand(-1, -1, Heads, -1))));
        var perDatum = shared.select(2, 0); // [batch, 1, parameters]
        error = Math.Max(error, Largest(At(perDatum, values) - At(perDatum.expand(-1, Samples, -1), values)));
        var perSample = heads.select(2, 0); // [batch, samples, parameters]
        error = Math.Max(error, Largest(At(perSample, values.narrow(1, 0, 1)) - At(perSample, values.narrow(1, 0, 1).expand(-1, Samples, -1))));
        var single = perDatum[0, 0]; // [parameters]
        error = Math.Max(error, Largest(At(single, values) - At(single.expand(Batch, Samples, -1), values)));
        foreach (var raw in new[] { perDatum, single })
        {
            var draws = T.Sample(raw, noise, Batch, Samples, Length);
            if (!draws.shape.SequenceEqual([Batch, Samples, Length]))
                error = double.PositiveInfinity;
        }

        return new(error, 1e-9);
    }
}
