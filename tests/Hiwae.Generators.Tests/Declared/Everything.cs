namespace Hiwae.Generators.Tests.Declared;

/// <summary>A model with everything that the language has, and one whose prior is a mixture of its own posteriors.</summary>
internal static class Everything
{
    public const string Networks = """
        using Hiwae;
        using static TorchSharp.torch;

        namespace N;

        /// <summary>From an image to a vector.</summary>
        [Network(Activation = Activation.Elu, WeightNorm = true)]
        [Conv(16, Stride = 2, Padding = 1), Conv(32, Stride = 2, Padding = 1), Flatten, Dense(100)]
        public sealed partial record Encoder;

        /// <summary>One layer that a context scales and shifts.</summary>
        [Network(Activation = Activation.Elu, WeightNorm = true)]
        [Dense(100, Conditioned = true)]
        public sealed partial record Coupled;

        /// <summary>From a vector to an image.</summary>
        [Network(Activation = Activation.Elu)]
        [Dropout(0.1), Dense(98), Unflatten(2, 7, 7), Upsample(4), Conv(1, Padding = 1)]
        public sealed partial record Decoder;

        """;

    public const string Model = """
        using Hiwae;
        using static TorchSharp.torch;

        namespace N;

        /// <summary>Everything.</summary>
        [Model(Samples = 5, Weights = Weights.Balance)]
        public sealed partial record Everything(
            [Shape(1, 28, 28), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), nameof(Y), Hidden = [200])] Tensor X,
            [Shape(32), P<Normal>(Learned = true, Components = 10), Q<Normal>(nameof(Z0), Context = nameof(H), Net = typeof(Coupled), Distinct = true)] Tensor Z,
            [Shape(32), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), Context = nameof(H), Net = typeof(Coupled), Components = 3)] Tensor Z0,
            [Feature<Encoder>(nameof(X))] Tensor H,
            [Given, Shape(10)] Tensor Y,
            [Given, Shape(1, 28, 28)] Tensor Seen);
        """;

    public const string Flowing = """
        using Hiwae;
        using static TorchSharp.torch;

        namespace N;

        /// <summary>Bends a plane.</summary>
        [Flow]
        [ActNorm, Coupling(Hidden = [16, 16], Activation = Activation.Elu), Permute, Coupling]
        public sealed partial record Bend;

        /// <summary>Flows wherever there can be one.</summary>
        [Model(Samples = 4, Weights = Weights.Balance, Gradient = Gradient.DoublyReparameterised)]
        public sealed partial record Flowing(
            [Shape(5), P<Bernoulli>(nameof(Z), Hidden = [16])] Tensor X,
            [Shape(2), P<Normal>(Flow = typeof(Bend)), Q<Normal>(nameof(X), nameof(Z0), Distinct = true, Flow = typeof(Bend))] Tensor Z,
            [Shape(3), Q<Normal>(nameof(X), Flow = typeof(Bend)), R<Normal>(nameof(Z), nameof(X), Components = 2, Flow = typeof(Bend))] Tensor Z0);
        """;

    public const string Summed = """
        using Hiwae;
        using static TorchSharp.torch;

        namespace N;

        /// <summary>Sums over two variables.</summary>
        [Model(Samples = 4, Weights = Weights.Balance)]
        public sealed partial record Summed(
            [Shape(5), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), nameof(C), Hidden = [16])] Tensor X,
            [Shape(2), P<Normal>(nameof(B)), Q<Normal>(nameof(X), nameof(Z0), Distinct = true)] Tensor Z,
            [Shape(3), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0,
            [Shape(3), Enumerated, P<Categorical>(nameof(B), nameof(Y))] Tensor C,
            [Shape(2), Enumerated, P<Bernoulli>(Learned = true)] Tensor B,
            [Shape(1), P<Normal>(nameof(Z))] Tensor W,
            [Given, Shape(2)] Tensor Y,
            [Given, Shape(5)] Tensor Seen);
        """;

    public const string Counts = """
        using Hiwae;
        using static TorchSharp.torch;

        namespace N;

        /// <summary>Counts and positive numbers, of which networks read logarithms.</summary>
        [Model(Samples = 3)]
        public sealed partial record Counts(
            [Shape(5), P<ZeroInflated<NegativeBinomial>>(nameof(Z), Hidden = [16], Scale = Scale.PerValue)] Tensor X,
            [Shape(2), P<Gamma>, Q<Gamma>(nameof(X), nameof(Z0), Net = typeof(Coupled), Context = nameof(Y))] Tensor Z,
            [Shape(2), Q<LogNormal>(nameof(X)), R<LogNormal>(nameof(Z), nameof(C))] Tensor Z0,
            [Shape(1), P<Poisson>(nameof(Z))] Tensor Y,
            [Given, Shape(3)] Tensor C);
        """;

    public const string Unnormalised = """
        using Hiwae;
        using static TorchSharp.torch;

        namespace N;

        /// <summary>A ring around a centre.</summary>
        public readonly record struct Ring : ITarget<Ring>
        {
            public static Tensor LogDensity(Tensor value, params System.ReadOnlySpan<Tensor> parents) =>
                ((value - parents[0]).square().sum(-1).sqrt() - 2).square() * -5;
        }

        /// <summary>A layer.</summary>
        [Network]
        [Dense(8)]
        public sealed partial record Hidden;

        /// <summary>No data, and a feature that the proposals and a reverse factor need, and one that only the latter needs.</summary>
        [Model(Samples = 4, Weights = Weights.Learned, Gradient = Gradient.DoublyReparameterised)]
        public sealed partial record Unnormalised(
            [Shape(2), Target<Ring>(nameof(C)), Q<Normal>(nameof(Shared), Distinct = true)] Tensor Z,
            [Shape(2), Q<Normal>(Learned = true), R<Normal>(nameof(Z))] Tensor Z0,
            [Shape(1), PerSample, Q<Normal>(nameof(Shared)), R<Normal>(nameof(Shared), nameof(Late))] Tensor Z1,
            [Feature<Hidden>(nameof(Z0), nameof(C))] Tensor Shared,
            [Feature<Hidden>(nameof(Z), nameof(Shared))] Tensor Late,
            [Given, Shape(2)] Tensor C);
        """;

    public const string Posteriors = """
        using Hiwae;
        using static TorchSharp.torch;

        namespace N;

        /// <summary>A prior that is a mixture of the posterior at learned images.</summary>
        [Model(Samples = 2)]
        public sealed partial record Posteriors(
            [Shape(1, 28, 28), P<Bernoulli>(nameof(Z), Net = typeof(Decoder))] Tensor X,
            [Shape(1), Mask(nameof(HasLabel)), P<Normal>(nameof(Code), Learned = false)] Tensor Label,
            [Shape(8), P<Normal>(PseudoInputs = 50), Q<Normal>(nameof(X), Net = typeof(Encoder))] Tensor Z,
            [Feature<Decoder>(nameof(Z)), Shape(1, 28, 28)] Tensor Code,
            [Given, Shape(1)] Tensor HasLabel);
        """;
}
