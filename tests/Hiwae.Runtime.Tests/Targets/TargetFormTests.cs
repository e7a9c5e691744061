using System.Runtime.CompilerServices;
using Hiwae.Compilation.Elements;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Targets;

/// <summary>Unnormalised densities as formulas: with tensors, with numbers, compiled.</summary>
public sealed class TargetFormTests
{
    [Fact]
    public void Toy_targets_are_their_formulas_with_tensors_and_compiled()
    {
        using var scope = NewDisposeScope();
        var form = FormOf<ToyTarget>();
        Assert.True(form.IsIndexed);
        var formulas = form.Formulas(values: 2, parents: 1);
        Assert.Equal(ToyTarget.Names.Length, formulas.Length);
        Assert.Same(formulas[0], form.Formulas(2, 1)[0]);
        const int Count = 300;
        var points = (Noise.FromSeed(1, dtype: ScalarType.Float64).Normal(1, Count, 2) * 3).requires_grad_();
        float[][] inputs = [.. Enumerable.Range(0, 2).Select(i => points.detach()[0].select(-1, i).to_type(ScalarType.Float32).contiguous().data<float>().ToArray())];
        foreach (var (index, formula) in formulas.Index())
        {
            points.grad?.zero_();
            var expected = Density.LogTarget<ToyTarget>(points, full(1, 1, 1, index, dtype: ScalarType.Float64));
            expected.sum().backward();
            float[][] found = [new float[Count], new float[Count], new float[Count]];
            ElementProgram.Of(2, [formula.LogDensity, .. formula.Slopes]).Run(LaneFunctions.Best, inputs, found, Count);
            for (var i = 0; i < Count; i++)
            {
                Real64[] at = [points[0, i, 0].item<double>(), points[0, i, 1].item<double>()];
                var value = expected[0, i].item<double>();
                Assert.Equal(value, formula.LogDensity.At<Real64>(at).Value, 1e-10 * (1 + Math.Abs(value)));
                Assert.Equal(value, found[0][i], 1e-4 * (1 + Math.Abs(value)));
                for (var k = 0; k < 2; k++)
                {
                    var slope = points.grad![0, i, k].item<double>();
                    Assert.Equal(slope, formula.Slopes[k].At<Real64>(at).Value, 1e-9 * (1 + Math.Abs(slope)));
                    Assert.Equal(slope, found[1 + k][i], 1e-3 * (1 + Math.Abs(slope)));
                }
            }
        }
    }

    [Fact]
    public void A_formula_takes_its_parents_values_in_order()
    {
        using var scope = NewDisposeScope();
        var form = FormOf<Valley>();
        Assert.False(form.IsIndexed);
        var formula = Assert.Single(form.Formulas(2, 3));
        Assert.Equal(2, formula.Slopes.Length);
        var (value, centre) = (tensor(new[] { 1.0, 2 }).view(1, 1, 2), tensor(new[] { 0.5, 1.5 }).view(1, 1, 2));
        Assert.Equal(-1.5, Density.LogTarget<Valley>(value, centre, full(1, 1, 1, 3.0, dtype: ScalarType.Float64)).ToDouble(), 12);
        Assert.Equal(-1.5, formula.LogDensity.At<Real64>(1, 2, 0.5, 1.5, 3).Value, 12);
        Assert.Equal(-3, formula.Slopes[1].At<Real64>(1, 2, 0.5, 1.5, 3).Value, 12);
    }

    [Fact]
    public void The_wrong_number_of_values_is_named_where_the_formula_is_recorded() =>
        Assert.Contains("declare [Shape(2)]", Assert.Throws<ArgumentException>(() => FormOf<ToyTarget>().Formulas(3, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_page_s_example_is_normal_in_its_width_given_its_neck()
    {
        var source = File.ReadAllText(Path.Combine(Here(), "Funnel.cs"));
        var page = File.ReadAllText(Path.Combine(Here(), "../../../docs/toy.md"));
        Assert.Contains(source[source.IndexOf("public ", StringComparison.Ordinal)..].Trim(), page, StringComparison.Ordinal);
        var (neck, width) = (0.8, -1.3);
        var expected = Normal.LogDensity<Real64>([0, Math.Log(3)], neck) + Normal.LogDensity<Real64>([0, neck / 2], width);
        Assert.Equal(expected.Value + Math.Log(2 * Math.PI) + Math.Log(3), Funnel.LogDensity<Real64>([neck, width], []).Value, 12);
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    private static TargetForm FormOf<T>() where T : struct, ITarget<T> => T.Form!;

    /// <summary>exp(−k |z − c|²).</summary>
    private readonly struct Valley : IFormulaTarget<Valley>
    {
        public static T LogDensity<T>(ReadOnlySpan<T> value, ReadOnlySpan<T> parents) where T : IReal<T> =>
            -parents[2] * (T.Square(value[0] - parents[0]) + T.Square(value[1] - parents[1]));
    }
}
