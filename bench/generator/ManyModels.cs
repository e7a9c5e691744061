namespace Hiwae.Bench.Generator;

/// <summary>Sources of models as users write them, of every kind in turn.</summary>
internal static class ManyModels
{
    private static readonly string[] Kinds =
    [
        """
        /// <summary>A variational autoencoder.</summary>
        [Model]
        public sealed partial record Model@(
            [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
            [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);
        """,
        """
        /// <summary>Importance weights, two latent layers.</summary>
        [Model(Samples = 50)]
        public sealed partial record Model@(
            [Shape(784), P<Bernoulli>(nameof(Z1), Hidden = [200], Activation = Activation.Elu)] Tensor X,
            [Shape(100), P<Normal>(nameof(Z2), Hidden = [100]), Q<Normal>(nameof(X), Hidden = [200])] Tensor Z1,
            [Shape(50), P<Normal>(Learned = true), Q<Normal>(nameof(Z1), Hidden = [100])] Tensor Z2);
        """,
        """
        /// <summary>Distinct proposals that share an auxiliary draw.</summary>
        [Model(Samples = 5, Weights = Weights.Balance)]
        public sealed partial record Model@(
            [Shape(1, 28, 28), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
            [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
            [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0);
        """,
        """
        /// <summary>Two auxiliary layers, one drawn for each sample, and two observed variables.</summary>
        [Model(Samples = 8)]
        public sealed partial record Model@(
            [Shape(64), P<Bernoulli>(nameof(Code), nameof(Style), Hidden = [100])] Tensor Image,
            [Shape(10), P<Normal>(nameof(Code), Hidden = [20])] Tensor Sound,
            [Shape(16), P<Normal>, Q<Normal>(nameof(Shared), nameof(Own), nameof(Image), Hidden = [100], Distinct = true)] Tensor Code,
            [Shape(4), P<Normal>(nameof(Code)), Q<Normal>(nameof(Code), nameof(Sound))] Tensor Style,
            [Shape(8), Q<Normal>(nameof(Image), nameof(Sound)), R<Normal>(nameof(Code), nameof(Style), nameof(Own), Distinct = true)] Tensor Shared,
            [Shape(8), PerSample, Q<Normal>(nameof(Shared)), R<Normal>(nameof(Code), nameof(Image))] Tensor Own);
        """,
        """
        /// <summary>From an image to what is known of it.</summary>
        [Network(Activation = Activation.Elu, WeightNorm = true)]
        [Conv(16, Stride = 2, Padding = 1), Conv(32, Stride = 2, Padding = 1, Residual = true), Flatten, Dense(100)]
        public sealed partial record Encoder@;

        /// <summary>Layers that the encoder's output scales and shifts.</summary>
        [Network(Activation = Activation.Elu)]
        [Dense(100, Conditioned = true), LayerNorm, Dense(100, Conditioned = true)]
        public sealed partial record Coupled@;

        /// <summary>Back to an image.</summary>
        [Network(Activation = Activation.Elu)]
        [Dropout(0.1), Dense(98), Unflatten(2, 7, 7), Upsample(4), Conv(1, Padding = 1)]
        public sealed partial record Decoder@;

        /// <summary>Declared networks, a feature, a mask, a label that is given, and a mixture as prior.</summary>
        [Model(Samples = 5, Weights = Weights.Balance)]
        public sealed partial record Model@(
            [Shape(1, 28, 28), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), nameof(Y), Net = typeof(Decoder@))] Tensor X,
            [Shape(32), P<Normal>(Learned = true, Components = 10), Q<Normal>(nameof(Z0), Context = nameof(H), Net = typeof(Coupled@), Distinct = true)] Tensor Z,
            [Shape(32), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), Context = nameof(H), Net = typeof(Coupled@))] Tensor Z0,
            [Feature<Encoder@>(nameof(X))] Tensor H,
            [Given, Shape(10)] Tensor Y,
            [Given, Shape(1, 28, 28)] Tensor Seen);
        """,
    ];

    /// <summary>The given number of sources, a model each, some with networks of their own, and a last one that has nothing to do with either.</summary>
    public static string[] Sources(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
            "using Hiwae;\nusing static TorchSharp.torch;\n\nnamespace Many;\n\n" + Kinds[i % Kinds.Length].Replace("@", $"{i}") + "\n"),
        Elsewhere(0),
    ];

    /// <summary>The number of files emitted for them: one a model, one a network, and the catalogue.</summary>
    public static int Files(int count) =>
        1 + Enumerable.Range(0, count).Sum(i => Kinds[i % Kinds.Length].Split("\n[Model").Length - 1 + Kinds[i % Kinds.Length].Split("[Network").Length - 1);

    /// <summary>Code that has nothing to do with models.</summary>
    public static string Elsewhere(int version) => $"namespace Many;\n\ninternal static class Elsewhere\n{{\n    internal static int Version => {version};\n}}\n";
}
