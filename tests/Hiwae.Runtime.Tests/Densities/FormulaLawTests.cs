using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>Laws of the formulas themselves, in 64-bit numbers and without tensors; integrals by double-exponential quadrature (Takahasi and Mori 1974).</summary>
public sealed class FormulaLawTests
{
    private static readonly double[] Raw = [-1.7, -0.3, 0, 0.01, 0.6, 1.4];

    public static TheoryData<string> Families => [.. DensityCases.Formulas.Select(form => form.Name)];

    /// <summary>Those of which a draw is a differentiable function of one number.</summary>
    public static TheoryData<string> Reparameterised =>
        [.. DensityCases.Formulas.Where(form => form.Noises.Length == 1 && DensityCases.AttributeOf(form).Reparameterised).Select(form => form.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Densities_integrate_to_one_and_their_slopes_to_zero(string family)
    {
        var form = DensityCases.Formulas.Single(form => form.Name == family);
        foreach (var raw in Parameters(form))
        {
            var nodes = Nodes(form, raw).ToArray();
            Assert.Equal(1, nodes.Sum(node => node.Weight * Math.Exp(At(form.LogDensity, [node.Value, .. raw]))), 1e-7);
            for (var k = 0; k < raw.Length; k++)
                Assert.Equal(0, nodes.Sum(node => Moved(form, node, raw, k)), 1e-6);
        }
    }

    /// <summary>A draw moves with a parameter so that the distribution function stays: dx/dθ = −(∂F/∂θ) / f (Figurnov, Mohamed and Mnih 2018).</summary>
    [Theory]
    [MemberData(nameof(Reparameterised))]
    public void Draws_of_one_noise_move_as_the_distribution_function_says(string family)
    {
        var form = DensityCases.Formulas.Single(form => form.Name == family);
        foreach (var raw in Parameters(form))
        {
            foreach (var noise in form.Noises.Single() == NoiseKind.Normal ? new[] { -1.5, 0.2, 2 } : [0.07, 0.5, 0.9])
            {
                var value = At(form.Draw!, [noise, .. raw]);
                var below = Below(form, value).ToArray();
                for (var k = 0; k < raw.Length; k++)
                {
                    var expected = -below.Sum(node => Moved(form, node, raw, k)) / Math.Exp(At(form.LogDensity, [value, .. raw]));
                    Assert.Equal(expected, At(form.DrawSlopes[k], [noise, .. raw]), 1e-6 * (1 + Math.Abs(expected)));
                }
            }
        }
    }

    [Fact]
    public void Draws_of_what_is_not_differentiable_have_no_slopes()
    {
        foreach (var form in new[] { FormulaForm.Of<Bernoulli>(), FormulaForm.Of<DiscretizedLogistic>(), FormulaForm.Of<Poisson>(), FormulaForm.Of<ZeroInflated<NegativeBinomial>>() })
            Assert.All(form.DrawSlopes, slope => Assert.Equal("0", slope.ToString()));
    }

    [Fact]
    public void What_has_no_draws_as_a_formula_says_so()
    {
        using var scope = NewDisposeScope();
        Assert.Null(FormulaForm.Of<Beta>().Draw);
        Assert.Empty(FormulaForm.Of<Beta>().DrawSlopes);
        var fault = Assert.Throws<NotSupportedException>(() => Density.Sample<Undrawable>(zeros(1), Noise.FromSeed(1), 1));
        Assert.Contains("Undrawable says nothing of its draws", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_without_attribute_is_named()
    {
        using var scope = NewDisposeScope();
        var fault = Assert.ThrowsAny<Exception>(() => Density.Mean<Undeclared>(zeros(1))).GetBaseException();
        Assert.Contains("Undeclared has no [Density(…)]", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_of_tensors_that_stand_for_a_formula_are_it()
    {
        using var scope = NewDisposeScope();
        var raw = Noise.FromSeed(3, dtype: ScalarType.Float64).Normal(20, 2);
        var (value, one) = (full(1, 0.7, dtype: ScalarType.Float64), ones(1, dtype: ScalarType.Float64));
        for (var row = 0; row < 20; row++)
        {
            Real64[] parameters = [.. raw[row].data<double>().ToArray().Select(x => (Real64)x)];
            Assert.Equal(DiscretizedLogistic.Mean<Real64>(parameters).Value, DiscretizedLogistic.Mean(raw[row]).ToDouble(), 1e-12);
            Assert.Equal(Normal.LogDensity<Real64>(parameters, 0.7).Value, Normal.LogDensity(raw[row], value).ToDouble(), 1e-12);
            Assert.Equal(Bernoulli.LogDensity<Real64>(parameters.AsSpan(0, 1), 1).Value, Bernoulli.LogDensity(raw[row].narrow(0, 0, 1), one).ToDouble(), 1e-8);
        }
    }

    private static double At(Expression formula, double[] at) => formula.At<Real64>([.. at.Select(x => (Real64)x)]).Value;

    // By how much the mass at a node changes with a parameter.
    private static double Moved(FormulaForm form, (double Value, double Weight) node, double[] raw, int parameter) =>
        node.Weight * Math.Exp(At(form.LogDensity, [node.Value, .. raw])) * At(form.LogDensitySlopes[1 + parameter], [node.Value, .. raw]);

    // Of a beta or a gamma density only those of which a 64-bit number resolves the mass next to an end.
    private static IEnumerable<double[]> Parameters(FormulaForm form) => Enumerable.Range(0, form.ParametersPerValue).Aggregate(
        (IEnumerable<double[]>)[[]],
        (rows, _) => rows.SelectMany(row => Raw.Where(value => form.Name is not (nameof(Beta) or nameof(Gamma)) || value > -1).Select(value => (double[])[.. row, value])));

    // Where a density has a kink, at its location, quadrature ends and begins.
    private static IEnumerable<(double Value, double Weight)> Nodes(FormulaForm form, double[] raw) => DensityCases.AttributeOf(form).Support switch
    {
        Support.Binary => [(0, 1), (1, 1)],
        Support.EightBit => Enumerable.Range(0, 256).Select(k => (k / 255.0, 1.0)),
        Support.Count => Enumerable.Range(0, 600).Select(k => ((double)k, 1.0)),
        Support.UnitInterval => Unit(1),
        Support.Positive => Half(0, 1),
        _ => Half(raw[0], 1).Concat(Half(raw[0], -1)),
    };

    private static IEnumerable<(double Value, double Weight)> Below(FormulaForm form, double value) =>
        DensityCases.AttributeOf(form).Support is Support.UnitInterval or Support.Positive ? Unit(value) : Half(value, -1);

    // From 0 to some end: v = end / (1 + e^(−π sinh t)).
    private static IEnumerable<(double Value, double Weight)> Unit(double end) => Steps(3.5).Select(step =>
    {
        var share = 1 / (1 + Math.Exp(-Math.PI * Math.Sinh(step.At)));
        var rest = 1 / (1 + Math.Exp(Math.PI * Math.Sinh(step.At)));
        return (end * Math.Clamp(share, 1e-40, Math.BitDecrement(1.0)), end * step.Width * share * rest * Math.PI * Math.Cosh(step.At));
    });

    // From some start on, to one side: v = start ± e^(π/2 sinh t).
    private static IEnumerable<(double Value, double Weight)> Half(double start, int side) => Steps(4).Select(step =>
    {
        var distance = Math.Exp(Math.PI / 2 * Math.Sinh(step.At));
        return (start + (side * distance), step.Width * distance * Math.PI / 2 * Math.Cosh(step.At));
    });

    private static IEnumerable<(double At, double Width)> Steps(double reach) => Enumerable.Range(-200, 401).Select(i => (i * reach / 200, reach / 200));

    [Density(Support.Real, parametersPerValue: 1)]
    private readonly struct Undrawable : IFormula<Undrawable>
    {
        public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> => -T.Abs(value - raw[0]);

        public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0];
    }

    private readonly struct Undeclared : IFormula<Undeclared>
    {
        public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> => -T.Abs(value - raw[0]);

        public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0];
    }
}
