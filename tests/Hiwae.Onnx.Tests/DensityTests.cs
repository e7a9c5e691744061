using Hiwae.Formulas;

namespace Hiwae.Onnx.Tests;

/// <summary>Densities other than the normal one: every family as what is observed and, where it can be drawn, as what is inferred.</summary>
public sealed partial class DensityTests
{
    /// <summary>Every family as a factor of P, with its mean as a formula.</summary>
    [Fact]
    public void Means_of_every_family_are_exported()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(3);
        using var network = Networks.Random<Families>(noise);
        var z = noise.Normal(7, 2) * 3;
        var found = Runtime.Run(Export.Decoder(network).ToBytes(), [("z", z)]);
        var families = (Families.Network)network;
        var expected = families.Decode(z);
        Runtime.Same(expected.A, found["a_mean"], "Bernoulli");
        Runtime.Same(expected.B, found["b_mean"], "ContinuousBernoulli");
        Runtime.Same(expected.C, found["c_mean"], "Beta");
        Runtime.Same(expected.D, found["d_mean"], "DiscretizedLogistic");
        Runtime.Same(expected.E, found["e_mean"], "HalfNormal");
        Runtime.Same(expected.F, found["f_mean"], "Laplace");
        Runtime.Same(expected.G, found["g_mean"], "Logistic");
        Runtime.Same(expected.H, found["h_mean"], "StudentT");
        Runtime.Same(expected.I, found["i_mean"], "Categorical");
        Runtime.Same(expected.J, found["j_mean"], "Gumbel");
        Runtime.Same(expected.K, found["k_mean"], "Poisson");
        Runtime.Same(expected.L, found["l_mean"], "NegativeBinomial");
        Runtime.Same(expected.M, found["m_mean"], "ZeroInflated");
        Runtime.Same(expected.N, found["n_mean"], "Gamma");
        Runtime.Same(expected.O, found["o_mean"], "LogNormal");
        Runtime.Same(expected.S, found["s_mean"], "MultivariateNormal");
        Runtime.Same(expected.T, found["t_mean"], "LowRankMultivariateNormal");
    }

    /// <summary>A scale is that of normal families, one's own among them, and not of others.</summary>
    [Fact]
    public void What_is_drawn_from_others_has_a_mean_and_only_the_normal_ones_a_scale()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(4);
        using var network = Networks.Random<Inferred>(noise);
        var x = noise.Normal(5, 3);
        var file = Export.Encoder(network);
        Assert.Equal(["a_mean", "b_mean", "c_mean", "d_mean", "d_scale", "e_mean", "e_scale"], file.Outputs.Select(output => output.Name));
        var found = Runtime.Run(file.ToBytes(), [("x", x)]);
        var inferred = (Inferred.Network)network;
        Tensor Mean<T>(Parameters net, Tensor[] parents) where T : struct, IDensity<T> => Density.Mean<T>(net(parents)).squeeze(1);
        var a = Mean<Laplace>(parents => inferred.q_a.Raw(parents), [x.unsqueeze(1)]);
        Runtime.Same(a, found["a_mean"], "a");
        Runtime.Same(Mean<Beta>(parents => inferred.q_b.Raw(parents), [x.unsqueeze(1), a.unsqueeze(1)]), found["b_mean"], "b");
        Runtime.Same(Mean<HalfNormal>(parents => inferred.q_c.Raw(parents), [x.unsqueeze(1)]), found["c_mean"], "c");
        Runtime.Same(Mean<Mirrored>(parents => inferred.q_d.Raw(parents), [x.unsqueeze(1)]), found["d_mean"], "d");
        Runtime.Same(inferred.q_d.Raw([x.unsqueeze(1)]).squeeze(1).narrow(1, 2, 2).abs(), found["d_scale"], "d");
        Runtime.Same(Mean<Fixed>(parents => inferred.q_e.Raw(parents), [x.unsqueeze(1)]), found["e_mean"], "e");
        Runtime.Same(full(5, 2, 0.5), found["e_scale"], "e");
    }

    private delegate Tensor Parameters(Tensor[] parents);

    [Model(Samples = 2)]
    public sealed partial record Families(
        [Shape(3), P<Bernoulli>(nameof(Z))] Tensor A,
        [Shape(3), P<ContinuousBernoulli>(nameof(Z))] Tensor B,
        [Shape(3), P<Beta>(nameof(Z))] Tensor C,
        [Shape(3), P<DiscretizedLogistic>(nameof(Z))] Tensor D,
        [Shape(3), P<HalfNormal>(nameof(Z))] Tensor E,
        [Shape(3), P<Laplace>(nameof(Z))] Tensor F,
        [Shape(3), P<Logistic>(nameof(Z))] Tensor G,
        [Shape(3), P<StudentT>(nameof(Z))] Tensor H,
        [Shape(3), P<Categorical>(nameof(Z))] Tensor I,
        [Shape(3), P<Gumbel>(nameof(Z))] Tensor J,
        [Shape(3), P<Poisson>(nameof(Z))] Tensor K,
        [Shape(3), P<NegativeBinomial>(nameof(Z))] Tensor L,
        [Shape(3), P<ZeroInflated<NegativeBinomial>>(nameof(Z))] Tensor M,
        [Shape(3), P<Gamma>(nameof(Z))] Tensor N,
        [Shape(3), P<LogNormal>(nameof(Z))] Tensor O,
        [Shape(3), P<MultivariateNormal>(nameof(Z), Components = 2)] Tensor S,
        [Shape(3), P<LowRankMultivariateNormal<Rank2>>(nameof(Z))] Tensor T,
        [Shape(2), P<Normal>, Q<Normal>(nameof(A))] Tensor Z);

    [Model(Samples = 2)]
    public sealed partial record Inferred(
        [Shape(3), P<Normal>(nameof(A), nameof(B), nameof(C), nameof(D), nameof(E))] Tensor X,
        [Shape(2), P<Normal>, Q<Laplace>(nameof(X))] Tensor A,
        [Shape(2), P<Beta>, Q<Beta>(nameof(X), nameof(A))] Tensor B,
        [Shape(2), P<HalfNormal>, Q<HalfNormal>(nameof(X))] Tensor C,
        [Shape(2), P<Normal>, Q<Mirrored>(nameof(X))] Tensor D,
        [Shape(2), P<Normal>, Q<Fixed>(nameof(X))] Tensor E);

    /// <summary>A density of one's own whose mean takes gamma functions: only that these are exported matters here.</summary>
    [Density(Support.Real, parametersPerValue: 1)]
    public readonly struct Gumbel : IFormula<Gumbel>
    {
        /// <inheritdoc/>
        public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> => raw[0] - value - T.Exp(raw[0] - value);

        /// <inheritdoc/>
        public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0] + Stirling.LogGamma(T.Exp(raw[0]) + 0.1);
    }

    /// <summary>Normal, with noise of the other sign and a scale as it comes.</summary>
    [Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
    public readonly struct Mirrored : IFormula<Mirrored>
    {
        /// <inheritdoc/>
        public static ImmutableArray<NoiseKind> Noises => [NoiseKind.Normal];

        /// <inheritdoc/>
        public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> => Normal.LogDensity([raw[0], T.Log(T.Abs(raw[1]))], value);

        /// <inheritdoc/>
        public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> => raw[0] - (raw[1] * noise[0]);

        /// <inheritdoc/>
        public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0];
    }

    /// <summary>Normal with the standard deviation ½.</summary>
    [Density(Support.Real, parametersPerValue: 1, Reparameterised = true)]
    public readonly struct Fixed : IFormula<Fixed>
    {
        /// <inheritdoc/>
        public static ImmutableArray<NoiseKind> Noises => [NoiseKind.Normal];

        /// <inheritdoc/>
        public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> => Normal.LogDensity([raw[0], T.Constant(Math.Log(0.5))], value);

        /// <inheritdoc/>
        public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> => raw[0] + (noise[0] * 0.5);

        /// <inheritdoc/>
        public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0];
    }
}
