using Hiwae.Compilation;
using Hiwae.Networks;
using Hiwae.Programs;
using Hiwae.Tests;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Toy targets under proposals that a network gives, recorded by hand; every datum has a target of its own.</summary>
public sealed class CompiledTargetTests
{
    [Fact]
    public void Toy_targets_agree() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var (noise, samples, data) = (Noise.FromSeed(seed), 1 + (seed % 4), 2 * ToyTarget.Names.Length);
        using var net = new Net("q", [new(1), new(2)], [new Layer.Dense(8, Activation.Tanh)], noise, 4, headGain: 2);
        Observation observation = new([arange(data, dtype: ScalarType.Float32).fmod(ToyTarget.Names.Length).unsqueeze(1), noise.Normal(data, 2)]);
        Tensor[] parents = [.. observation.Values.Select(value => value.unsqueeze(1))];
        foreach (var gradient in Enum.GetValues<Gradient>())
        {
            var step = new Recorder([1, 2], isTraining: true, gradient);
            var raw = net.Record(step, [step.Data(0), step.Data(1)]);
            var z = step.Draw<Normal>(raw, 2, inPlate: true);
            var atZ = step.Point(z);
            step.Subtract<Normal>(raw, atZ);
            step.ObserveTarget<ToyTarget>(atZ, step.Data(0));
            step.Weigh(Weights.Uniform);
            var recording = step.Finish();
            Assert.Null(recording.Refusal);
            foreach (var temperature in (double[])[1, 0.3, 0])
            {
                var difference = PathAgreement.Difference(
                    recording,
                    net.named_parameters().Select(p => (p.name, (Tensor)p.parameter)),
                    observation,
                    samples,
                    seed,
                    (source, scale) =>
                    {
                        using var tape = GradientTape.Of(gradient);
                        var rawQ = net.Raw(parents);
                        var drawn = Density.Sample<Normal>(rawQ, source, data, samples, 2);
                        var at = tape.Point(drawn);
                        var logQ = Density.Log<Normal>(tape.Parameters(rawQ), at);
                        var terms = Density.LogTarget<ToyTarget>(at, parents[0].expand(data, samples, 1)) - (logQ * temperature) - Math.Log(samples);
                        tape.Backward(terms, scale, temperature);
                        return terms.logsumexp(-1);
                    },
                    PathAgreement.Rounding.OfParts,
                    temperature);
                Assert.True(difference is null, $"{gradient}, temperature {temperature}, seed {seed}: {difference}");
            }
        }
    });

    [Fact]
    public void A_target_of_another_shape_is_named()
    {
        var step = new Recorder([3, 1], isTraining: true);
        Assert.Contains("the variable has 3 values", Assert.Throws<ArgumentException>(() => step.ObserveTarget<ToyTarget>(step.Data(0), step.Data(1))).Message, StringComparison.Ordinal);
    }
}
