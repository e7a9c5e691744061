namespace Hiwae.Generators.Tests.Properties;

/// <summary>What a declaration must know of a density; said here once more, as the documentation says it.</summary>
/// <param name="Name">The type.</param>
/// <param name="Support">The set of values.</param>
/// <param name="Parameters">Raw numbers a value takes.</param>
/// <param name="Reparameterised">Whether a draw is a differentiable function of the parameters.</param>
/// <param name="Pointwise">Whether it tells how much each value contributes.</param>
/// <param name="Compiled">Whether its log-density has a compiled form.</param>
internal sealed record Family(string Name, Support Support, int Parameters, bool Reparameterised = true, bool Pointwise = true, bool Compiled = true)
{
    /// <summary>The densities of the library, and two that a declaration brings along.</summary>
    public static readonly Family[] All =
    [
        new("Normal", Support.Real, 2) { Moves = true, HasScale = true },
        new("SoftplusNormal", Support.Real, 2) { Moves = true, HasScale = true },
        new("Laplace", Support.Real, 2) { Moves = true, HasScale = true },
        new("Logistic", Support.Real, 2) { Moves = true, HasScale = true },
        new("StudentT", Support.Real, 3),
        new("MultivariateNormal", Support.Real, 2, Pointwise: false) { Moves = true, HasScale = true, HasPairs = true },
        new("LowRankMultivariateNormal<Rank1>", Support.Real, 3, Pointwise: false) { Moves = true, HasScale = true, Least = 2 },
        new("LowRankMultivariateNormal<Rank3>", Support.Real, 5, Pointwise: false) { Moves = true, HasScale = true, Least = 4 },
        new("Unit", Support.Real, 1, Pointwise: false, Compiled: false) { Moves = true },
        new("Plus", Support.Positive, 1, Compiled: false),
        new("Beta", Support.UnitInterval, 2),
        new("ContinuousBernoulli", Support.UnitInterval, 1),
        new("Bernoulli", Support.Binary, 1, Reparameterised: false),
        new("Categorical", Support.OneHot, 1, Reparameterised: false, Pointwise: false),
        new("DiscretizedLogistic", Support.EightBit, 2, Reparameterised: false) { HasScale = true },
        new("Gamma", Support.Positive, 2),
        new("LogNormal", Support.Positive, 2) { Moves = true, HasScale = true },
        new("Poisson", Support.Count, 1, Reparameterised: false),
        new("NegativeBinomial", Support.Count, 2, Reparameterised: false) { HasScale = true },
        new("ZeroInflated<Poisson>", Support.Count, 2, Reparameterised: false),
        new("ZeroInflated<NegativeBinomial>", Support.Count, 3, Reparameterised: false) { HasScale = true },
    ];

    /// <summary>Whether a draw has a compiled form: one of a Beta or a Gamma depends on its parameters in a way that only libtorch knows.</summary>
    public bool CompiledDraw => Reparameterised && Compiled && Name is not ("Beta" or "Gamma");

    /// <summary>Whether it says how a value moves with the parameters.</summary>
    public bool Moves { get; init; }

    /// <summary>Whether the last of its parameters is a scale.</summary>
    public bool HasScale { get; init; }

    /// <summary>Whether a vector takes raw numbers for pairs of its values, which are no channels of an image.</summary>
    public bool HasPairs { get; init; }

    /// <summary>The least number of values of a vector.</summary>
    public int Least { get; init; } = 1;

    /// <summary>A density that need not be normalised.</summary>
    public const string Bowl = nameof(Bowl);

    /// <summary>The densities of one's own, and a target, of which the last is not declared as one.</summary>
    private static readonly Dictionary<string, string> Own = new()
    {
        ["Unit"] = """
            [Hiwae.Density(Hiwae.Support.Real, 1, Reparameterised = true, Velocity = true)]
            public readonly struct Unit : Hiwae.IDensity<Unit>
            {
                public static Tensor Velocity(Tensor raw, Tensor value) => TorchSharp.torch.ones_like(value - raw);
                public static Tensor Sample(Tensor raw, Hiwae.Noise noise, params System.ReadOnlySpan<long> shape) => raw + noise.Normal(shape);
                public static Tensor LogDensity(Tensor raw, Tensor value) => -(value - raw).square().sum(-1);
                public static Tensor Mean(Tensor raw) => raw;
            }

            """,
        ["Plus"] = """
            [Hiwae.Density(Hiwae.Support.Positive, 1, Reparameterised = true)]
            public readonly struct Plus : Hiwae.IFormula<Plus>
            {
                public static System.Collections.Immutable.ImmutableArray<Hiwae.NoiseKind> Noises => [Hiwae.NoiseKind.OpenUniform];
                public static T LogDensity<T>(System.ReadOnlySpan<T> raw, T value) where T : Hiwae.Formulas.IReal<T> => -T.Log(Mean(raw)) - (value / Mean(raw));
                public static T Draw<T>(System.ReadOnlySpan<T> raw, System.ReadOnlySpan<T> noise) where T : Hiwae.Formulas.IReal<T> => -Mean(raw) * T.Log(noise[0]);
                public static T Mean<T>(System.ReadOnlySpan<T> raw) where T : Hiwae.Formulas.IReal<T> => T.Softplus(raw[0]) + 0.1;
            }

            """,
        [Bowl] = """
            public readonly record struct Bowl : Hiwae.ITarget<Bowl>
            {
                public static Tensor LogDensity(Tensor value, params System.ReadOnlySpan<Tensor> parents)
                {
                    var distance = value - 0.3;
                    foreach (var parent in parents)
                        distance -= parent.sum(-1).tanh().unsqueeze(-1);
                    return -(distance + (TorchSharp.torch.nn.functional.softplus(-distance) * 2)).sum(-1);
                }
            }

            """,
        ["Undeclared"] = """
            public readonly struct Undeclared : Hiwae.IDensity<Undeclared>
            {
                public static Tensor Sample(Tensor raw, Hiwae.Noise noise, params System.ReadOnlySpan<long> shape) => raw + noise.Normal(shape);
                public static Tensor LogDensity(Tensor raw, Tensor value) => -(value - raw).square().sum(-1);
                public static Tensor Mean(Tensor raw) => raw;
            }

            """,
    };

    /// <summary>The code that densities bring along.</summary>
    public static string Code(IEnumerable<string> densities) =>
        string.Concat(densities.Distinct().Order(StringComparer.Ordinal).Select(name => Own.GetValueOrDefault(name)))
            .Replace("Hiwae.", "global::Hiwae.").Replace("TorchSharp.", "global::TorchSharp.");
}
