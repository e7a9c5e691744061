namespace Hiwae.Generators.Tests.Declared;

/// <summary>The five models that the subset has to carry, as a user writes them.</summary>
internal static class Examples
{
    public const string Usings = """
        using Hiwae;
        using static TorchSharp.torch;

        namespace Hiwae.Models;


        """;

    public const string Vae = Usings + """
        /// <summary>The variational autoencoder.</summary>
        [Model]
        public sealed partial record Vae(
            [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
            [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);
        """;

    public const string Iwae = Usings + """
        /// <summary>The importance-weighted autoencoder: five independent proposals.</summary>
        [Model(Name = "iwae", Samples = 5)]
        public sealed partial record Iwae(
            [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
            [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);
        """;

    public const string IwaeHierarchical = Usings + """
        /// <summary>IWAE whose proposals have an auxiliary variable each: a richer q without coupling.</summary>
        [Model(Samples = 5)]
        public sealed partial record IwaeHierarchical(
            [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
            [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200])] Tensor Z,
            [Shape(50), PerSample, Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200])] Tensor Z0);
        """;

    public const string HiwaeBalance = Usings + """
        /// <summary>H-IWAE: five proposals that share one auxiliary draw.</summary>
        [Model(Name = "hiwae", Samples = 5, Weights = Weights.Balance)]
        public sealed partial record HiwaeBalance(
            [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
            [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
            [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200])] Tensor Z0);
        """;

    public const string HiwaeUniform = Usings + """
        /// <summary>H-IWAE with uniform weights and a reverse factor for each proposal.</summary>
        [Model(Samples = 5)]
        public sealed partial record HiwaeUniform(
            [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
            [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
            [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200], Distinct = true)] Tensor Z0);
        """;

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        [nameof(Vae)] = Vae,
        [nameof(Iwae)] = Iwae,
        [nameof(IwaeHierarchical)] = IwaeHierarchical,
        [nameof(HiwaeBalance)] = HiwaeBalance,
        [nameof(HiwaeUniform)] = HiwaeUniform,
    };

    public static TheoryData<string> Names => [.. All.Keys];
}
