using Hiwae.Compilation;

namespace Hiwae.Runtime.Tests.Steps;

public sealed class CompiledNetTests
{
    [Fact]
    public void A_compiled_network_has_the_values_and_gradients_of_the_portable_one() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var example = NetProgram.Of(seed, smooth: true) with { Groups = 1 };
        var noise = Noise.FromSeed(seed);
        using var net = example.Network(noise);
        var data = example.Observed(net, noise);
        Agreement.Holds(
            example.Record(net),
            net.named_parameters().Select(p => (p.name, (Tensor)p.parameter)),
            data,
            example.Plates,
            seed,
            n => example.LogEstimates(net, data, n),
            example);
    }, tests: 150);

    [Fact]
    public void Many_groups_of_each_datum_have_the_values_of_the_portable_path() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var example = NetProgram.Of(seed) with { IsTraining = false, Groups = 1 + (seed % 4) };
        var noise = Noise.FromSeed(seed);
        using var net = example.Network(noise);
        var data = example.Observed(net, noise);
        using var step = new CompiledProgram(example.Record(net));
        var actual = step.Estimates(data, example.Groups, example.Net.Samples, Noise.FromSeed(seed));
        Agreement.Close(example.LogEstimates(net, data, Noise.FromSeed(seed)), tensor(actual), "log ŵ", example);
    }, tests: 60);
}
