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
        new("Normal", Support.Real, 2),
        new("SoftplusNormal", Support.Real, 2),
        new("Laplace", Support.Real, 2),
        new("Logistic", Support.Real, 2),
        new("StudentT", Support.Real, 3),
        new("Unit", Support.Real, 1, Pointwise: false, Compiled: false),
        new("Plus", Support.Positive, 1, Compiled: false),
        new("Beta", Support.UnitInterval, 2),
        new("ContinuousBernoulli", Support.UnitInterval, 1),
        new("Bernoulli", Support.Binary, 1, Reparameterised: false),
        new("Categorical", Support.OneHot, 1, Reparameterised: false, Pointwise: false),
        new("DiscretizedLogistic", Support.EightBit, 2, Reparameterised: false),
    ];

    /// <summary>Whether a draw has a compiled form: one of a Beta depends on its parameters in a way that only libtorch knows.</summary>
    public bool CompiledDraw => Reparameterised && Compiled && Name != "Beta";

    /// <summary>A density that need not be normalised.</summary>
    public const string Bowl = nameof(Bowl);

    /// <summary>The densities of one's own, and a target, of which the last is not declared as one.</summary>
    private static readonly Dictionary<string, string> Own = new()
    {
        ["Unit"] = """
            [Hiwae.Density(Hiwae.Support.Real, 1, Reparameterised = true)]
            public readonly record struct Unit(Tensor Mean) : Hiwae.IDensity<Unit>
            {
                public static Unit FromRaw(Tensor raw) => new(raw);
                public Tensor Sample(Hiwae.Noise noise, params System.ReadOnlySpan<long> shape) => Mean + noise.Normal(shape);
                public Tensor LogDensity(Tensor value) => -(value - Mean).square().sum(-1);
            }

            """,
        ["Plus"] = """
            [Hiwae.Density(Hiwae.Support.Positive, 1, Reparameterised = true)]
            public readonly record struct Plus(Tensor Mean) : Hiwae.IPointwiseDensity<Plus>
            {
                public static Plus FromRaw(Tensor raw) => new(TorchSharp.torch.nn.functional.softplus(raw) + 0.1);
                public Tensor Sample(Hiwae.Noise noise, params System.ReadOnlySpan<long> shape) => -Mean * noise.OpenUniform(shape).log();
                public Tensor LogDensities(Tensor value) => -Mean.log() - (value / Mean);
                public Tensor LogDensity(Tensor value) => LogDensities(value).sum(-1);
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
                    return -distance.square().sum(-1);
                }
            }

            """,
        ["Undeclared"] = """
            public readonly record struct Undeclared(Tensor Mean) : Hiwae.IDensity<Undeclared>
            {
                public static Undeclared FromRaw(Tensor raw) => new(raw);
                public Tensor Sample(Hiwae.Noise noise, params System.ReadOnlySpan<long> shape) => Mean + noise.Normal(shape);
                public Tensor LogDensity(Tensor value) => -(value - Mean).square().sum(-1);
            }

            """,
    };

    /// <summary>The code that densities bring along.</summary>
    public static string Code(IEnumerable<string> densities) =>
        string.Concat(densities.Distinct().Order(StringComparer.Ordinal).Select(name => Own.GetValueOrDefault(name)))
            .Replace("Hiwae.", "global::Hiwae.").Replace("TorchSharp.", "global::TorchSharp.");
}
