using Hiwae.Compilation;
using Hiwae.Networks;
using Hiwae.Programs;
using Hiwae.Runtime.Tests.Densities;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Every density as a factor: whole, masked, as a mixture, as equal components, and as a draw where it can be drawn.</summary>
public sealed class CompiledDensityTests
{
    private const int Size = 3;

    [Fact]
    public void Factors_agree() => Each(new Factors(1, Mask.None));

    [Fact]
    public void Factors_of_what_is_observed_agree() => Each(new Factors(1, Mask.Values));

    [Fact]
    public void Factors_of_what_is_observed_as_a_whole_agree() => Each(new Factors(1, Mask.Whole));

    [Fact]
    public void Mixtures_agree() => Each(new Factors(4, Mask.None));

    [Fact]
    public void Mixtures_of_what_is_observed_agree() => Each(new Factors(3, Mask.Values));

    [Fact]
    public void Equal_components_agree() => Each(new EqualComponents());

    [Fact]
    public void Draws_agree() => Each(new Draws());

    private static void Each(IDensityTest test) => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        foreach (var density in DensityCases.All.OfType<IPointwiseCase>())
            density.Accept(test, seed);
    }, tests: 15);

    [Fact]
    public void Categorical_factors_agree() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        foreach (var (components, mask) in ((int, Mask)[])[(1, Mask.None), (1, Mask.Whole), (3, Mask.None)])
            new Factors(components, mask).Holds<Categorical>(seed, Whole<Categorical>(components));
        new EqualComponents().Holds<Categorical>(seed);
    }, tests: 15);

    [Fact]
    public void Covariances_agree() => Property.Holds(Property.Seeds, seed =>
    {
        Covariance<MultivariateNormal>(seed);
        Covariance<LowRankMultivariateNormal<Rank1>>(seed);
        Covariance<LowRankMultivariateNormal<Rank2>>(seed);
    }, tests: 15);

    private static void Covariance<T>(int seed) where T : struct, IDensity<T>
    {
        using var scope = NewDisposeScope();
        foreach (var (components, mask) in ((int, Mask)[])[(1, Mask.None), (1, Mask.Whole), (3, Mask.None), (2, Mask.Whole)])
            new Factors(components, mask).Holds<T>(seed, Whole<T>(components));
        new EqualComponents().Holds<T>(seed);
        Draws.Agree<T>(seed);
    }

    private enum Mask
    {
        None,
        Values,
        Whole,
    }

    /// <summary>The log-density of data given what a network makes of draws, one of them for each sample: [data, samples].</summary>
    private delegate Tensor LogDensity(Tensor raw, Tensor value, Tensor? mask);

    private static LogDensity Whole<T>(int components) where T : struct, IDensity<T> => (raw, value, mask) =>
    {
        var density = components == 1 ? T.LogDensity(raw, value) : Mixture<T>.FromRaw(raw, components).LogDensity(value);
        return mask is null ? density : Missing.OfWhole(density, mask);
    };

    private sealed record Factors(int Components, Mask Mask) : IDensityTest
    {
        public void Holds<T>(int seed) where T : struct, IPointwiseDensity<T> => Holds<T>(seed, Mask != Mask.Values ? Whole<T>(Components) : Components == 1
            ? (raw, value, mask) => Missing.LogDensity<T>(raw, value, mask!)
            : (raw, value, mask) => Missing.LogDensity(Mixture<T>.FromRaw(raw, Components), value, mask!));

        public void Holds<T>(int seed, LogDensity logDensity) where T : struct, IDensity<T>
        {
            var (noise, plates) = (Noise.FromSeed(seed), new Plates(1 + (seed % 5), 1, 1 + (seed % 3)));
            var outputs = Components == 1 ? Parameters<T>() : Components * (Parameters<T>() + 1);
            var width = Mask == Mask.Whole ? 1 : Size;
            using var net = new Net("p", [new(2)], [], noise, outputs, headGain: 2);
            Observation data = new([Values<T>(noise, plates.Data), noise.Uniform(plates.Data, width).round()]);
            var step = new Recorder([Size, width], isTraining: true);
            var inPlate = seed % 2 == 0;
            var z = step.Draw<Normal>(step.Zeros(4), 2, inPlate);
            step.Add<T>(net.Record(step, [z]), step.Data(0), Mask == Mask.None ? null : step.Data(1), Components, Mask == Mask.Whole);
            step.Weigh(Weights.Uniform);
            Agreement.Holds(
                step.Finish(),
                net.named_parameters().Select(p => (p.name, (Tensor)p.parameter)),
                data,
                plates,
                seed,
                n => Estimate(
                    logDensity(net.Raw([n.Normal(plates.Data, inPlate ? plates.Samples : 1, 2)]), data.Values[0].unsqueeze(1), Mask == Mask.None ? null : data.Values[1].unsqueeze(1)),
                    plates),
                $"{DensityAttribute.NameOf(typeof(T))} {this}, seed {seed}");
        }
    }

    private sealed record EqualComponents : IDensityTest
    {
        void IDensityTest.Holds<T>(int seed) => Holds<T>(seed);

        public void Holds<T>(int seed) where T : struct, IDensity<T>
        {
            var (noise, plates) = (Noise.FromSeed(seed), new Plates(1 + (seed % 5), 1, 2));
            using var net = new Net("q", [new(2), new(1)], [], noise, Parameters<T>(), headGain: 2);
            using var inputs = new PseudoInputs("p", [(2, (Support)(seed % 7)), (1, Support.Real)], 1 + (seed % 4), noise);
            Observation data = new([Values<T>(noise, plates.Data)]);
            var step = new Recorder([Size], isTraining: true);
            step.AddEqual<T>(net.Record(step, inputs.Record(step)), step.Data(0), 1 + (seed % 4));
            step.Weigh(Weights.Uniform);
            Agreement.Holds(
                step.Finish(),
                net.named_parameters().Concat(inputs.named_parameters()).Select(p => (p.name, (Tensor)p.parameter)),
                data,
                plates,
                seed,
                _ => Estimate(Mixture<T>.Equal(net.Raw(inputs.Inputs())).LogDensity(data.Values[0].unsqueeze(1)), plates),
                $"{DensityAttribute.NameOf(typeof(T))}, seed {seed}");
        }
    }

    private sealed record Draws : IDensityTest
    {
        public void Holds<T>(int seed) where T : struct, IPointwiseDensity<T>
        {
            if (Of<T>().Reparameterised && T.Form is FormulaForm { Draw: not null })
                Agree<T>(seed);
        }

        public static void Agree<T>(int seed) where T : struct, IDensity<T>
        {
            var (noise, plates) = (Noise.FromSeed(seed), new Plates(1 + (seed % 5), 1, 1 + (seed % 3)));
            using var net = new Net("q", [new(2)], [], noise, Parameters<T>(), headGain: 2);
            using var likelihood = new Net("p", [new(Size)], [], noise, 2 * Size);
            Observation data = new([noise.Normal(plates.Data, 2), noise.Normal(plates.Data, Size)]);
            var step = new Recorder([2, Size], isTraining: true);
            var inPlate = seed % 2 == 0;
            var raw = net.Record(step, [step.Data(0)]);
            var z = step.Draw<T>(raw, Size, inPlate);
            step.Subtract<T>(raw, z);
            step.Add<Normal>(likelihood.Record(step, [z]), step.Data(1));
            step.Weigh(Weights.Uniform);
            Agreement.Holds(
                step.Finish(),
                net.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(likelihood.named_parameters().Select(p => ("p " + p.name, (Tensor)p.parameter))),
                data,
                plates,
                seed,
                n =>
                {
                    var raw = net.Raw([data.Values[0].unsqueeze(1)]);
                    var draw = T.Sample(raw, n, plates.Data, inPlate ? plates.Samples : 1, Size);
                    return Estimate(Density.Log<Normal>(likelihood.Raw([draw]), data.Values[1].unsqueeze(1)) - T.LogDensity(raw, draw), plates);
                },
                $"{DensityAttribute.NameOf(typeof(T))}, seed {seed}");
        }
    }

    private static Tensor Estimate(Tensor terms, Plates plates) =>
        terms.expand(plates.Data, plates.Samples).logsumexp(-1) - Math.Log(plates.Samples);

    private static DensityAttribute Of<T>() => DensityAttribute.Of(typeof(T))!;

    private static int Parameters<T>() => Of<T>().Parameters(Size);

    /// <summary>Values in the support, [count, size].</summary>
    private static Tensor Values<T>(Noise noise, long count) => Of<T>().Support switch
    {
        Support.Binary => noise.Uniform(count, Size).round(),
        Support.UnitInterval => (noise.Uniform(count, Size) * 0.98) + 0.01,
        Support.EightBit => (noise.Uniform(count, Size) * 255).round() / 255,
        Support.OneHot => nn.functional.one_hot(noise.Uniform(count, Size).argmax(-1), Size).to_type(ScalarType.Float32),
        Support.Positive => noise.Uniform(count, Size) + 0.1,
        Support.Count => (noise.OpenUniform(count, Size).log() * -3).floor(),
        _ => noise.Normal(count, Size),
    };
}
