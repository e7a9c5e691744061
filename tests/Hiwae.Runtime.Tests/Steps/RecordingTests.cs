using Hiwae.Networks;
using Hiwae.Runtime.Tests.Networks;
using Hiwae.Compilation;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>What a network records means what it computes.</summary>
public sealed class RecordingTests
{
    [Fact]
    public void What_a_network_records_is_what_it_computes() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var example = NetProgram.Of(seed);
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        using var net = example.Network(noise);
        var recording = example.Record(net);
        Assert.Null(recording.Refusal);
        var data = example.Observed(net, noise);
        var values = new Interpreter(recording, example.Plates).Run(data, Noise.FromSeed(seed, dtype: ScalarType.Float64));
        var expected = example.LogEstimates(net, data, Noise.FromSeed(seed, dtype: ScalarType.Float64));
        var actual = values[^1].flatten();
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected - actual).abs().max().ToDouble();
        Assert.True(difference < 1e-9 * (1 + expected.abs().max().ToDouble()), $"{difference} for {example}");
    }, tests: 150);
}
