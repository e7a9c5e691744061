using FsCheck;
using FsCheck.Fluent;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>Random declarations that the subset of the language allows.</summary>
internal static class Grammar
{
    /// <summary>Names that something in the emitted code, the runtime or the language has too, and a few ordinary ones.</summary>
    private static readonly string[] Names =
    [
        "X", "Y", "Z", "Z0", "A", "LatentCode", "QZ", "logQZ", "qZ0", "Q_z", "PX", "crossQZ", "Noise", "Batch", "Samples", "Scope", "Trace", "Count",
        "Observation", "LogWeights", "LogMixture", "Decoded", "Normal", "Bernoulli", "Role", "Factors", "FactorKind", "TorchSharp", "Hiwae", "System",
        "class", "value", "field", "record", "var", "æther", "_u", "Heads", "Weighting", "Mlp", "Values", "Networks", "Checks", "Activation", "torch",
    ];

    private static readonly string[] Records = ["M", "Digits", "Model", "event", "Proposal", "lower", "Normal1"];

    public static Gen<RandomModel> Valid =>
        from observed in Gen.Choose(1, 2)
        from latent in Gen.Choose(1, 3)
        from shared in Gen.Choose(0, 2)
        from perSample in Gen.Choose(0, 1)
        from names in Gen.Shuffle(Names)
        from reverseDistinct in Bool
        from balance in Bool
        from distinct in Gen.Frequency((1, Gen.Constant(balance)), (1, Gen.Constant(true)))
        from variables in Variables(
            new(names, observed, latent, shared, perSample), distinct, reverseDistinct && !balance)
        from order in Gen.Shuffle(variables)
        from place in Gen.Elements(RandomModel.Places)
        from record in Gen.Elements(Records)
        from samples in Gen.Choose(1, 6)
        from name in Gen.Elements(null, "model-1")
        select new RandomModel(place, record, samples, balance ? "Balance" : "Uniform", name, order);

    private static Gen<bool> Bool => Gen.Elements(true, false);

    private static Gen<RandomVariable[]> Variables(Cast cast, bool distinct, bool reverseDistinct) =>
        from generative in Gen.Shuffle(cast.Generated)
        from inference in Gen.Shuffle(cast.Plate)
        from reverse in Gen.Shuffle(cast.Auxiliaries)
        from p in Each(generative, (name, before) => Factor('P', cast.Observed.Contains(name), before, null))
        from sharedQ in Each(cast.Shared, (_, before) => Factor('Q', false, [.. cast.Observed, .. before], null))
        from plateQ in Each(inference, (name, before) => Factor(
            'Q', false, [.. cast.Observed, .. cast.Shared, .. before], distinct && name == inference[0] ? true : null))
        from r in Each(reverse, (_, before) => Factor('R', false, [.. cast.Generated, .. before], reverseDistinct ? true : null))
        from shapes in Gen.Elements<int[]>([1], [3], [1, 2, 2]).ArrayOf(cast.All.Length)
        select cast.All.Select((name, i) => new RandomVariable(
            name,
            shapes[i],
            cast.PerSample.Contains(name),
            [.. new[] { p, sharedQ, plateQ, r }.Where(factors => factors.ContainsKey(name)).Select(factors => factors[name])])).ToArray();

    /// <summary>A factor for each name, given the names before it.</summary>
    private static Gen<Dictionary<string, RandomFactor>> Each(string[] names, Func<string, string[], Gen<RandomFactor>> factor) =>
        names.Select((name, i) => factor(name, names[..i]).Select(value => (name, value)))
            .Aggregate(
                Gen.Constant(new Dictionary<string, RandomFactor>()),
                (all, next) => from before in all from one in next select new Dictionary<string, RandomFactor>(before) { [one.name] = one.value });

    private static Gen<RandomFactor> Factor(char kind, bool observed, string[] available, bool? distinct) =>
        from density in observed ? Gen.Elements("Bernoulli", "Normal", "Unit") : Gen.Elements("Normal", "Unit")
        from shuffled in Gen.Shuffle(available)
        from count in Gen.Choose(0, Math.Min(3, available.Length))
        from learned in distinct == true ? Gen.Constant(true) : Bool
        from hidden in Gen.Elements<int[]?>(null, [], [4], [4, 3])
        from activation in Gen.Elements(null, "Relu", "Sigmoid")
        let network = count > 0
        select new RandomFactor(
            kind, density, shuffled[..count], network ? hidden : null, network ? activation : null, !network && learned, distinct ?? false);

    /// <summary>Who plays which role.</summary>
    private sealed record Cast(string[] Names, int ObservedCount, int LatentCount, int SharedCount, int PerSampleCount)
    {
        public string[] Observed => Names[..ObservedCount];

        public string[] Latent => Names[ObservedCount..(ObservedCount + LatentCount)];

        public string[] Shared => Names[(ObservedCount + LatentCount)..(ObservedCount + LatentCount + SharedCount)];

        public string[] PerSample => Names[(ObservedCount + LatentCount + SharedCount)..All.Length];

        public string[] All => Names[..(ObservedCount + LatentCount + SharedCount + PerSampleCount)];

        public string[] Generated => [.. Observed, .. Latent];

        public string[] Plate => [.. Latent, .. PerSample];

        public string[] Auxiliaries => [.. Shared, .. PerSample];
    }
}
