using FsCheck.Fluent;
using Hiwae.Compilation.Elements;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Compiled formulas are the formulas.</summary>
public sealed class ElementProgramTests
{
    private const float Untouched = -12345;

    public static TheoryData<string> Widths => LaneFunctions.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Programs_compute_their_formulas(string width) => Property.Holds(
        RandomExpressions.Several.SelectMany(formulas => Property.Seeds.Select(seed => (formulas, seed))),
        test =>
        {
            var (formulas, seed) = test;
            var random = new Random(seed);
            var count = random.Next(1, seed % 3 == 0 ? 1500 : 40);
            var inputs = Random(random, RandomExpressions.Inputs, count);
            var outputs = Filled(formulas.Length, count);
            ElementProgram.Of(inputs.Length, [.. formulas], new() { IsInPlace = seed % 2 == 0 }).Run(width, inputs, outputs, count);
            Computed(formulas, inputs, outputs, count);
        },
        tests: 200);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Outputs_may_be_inputs(string width) => Property.Holds(
        RandomExpressions.Several.SelectMany(formulas => Property.Seeds.Select(seed => (formulas, seed))),
        test =>
        {
            var (random, count) = (new Random(test.seed), 1 + (test.seed % 600));
            // The inputs themselves too, in another order.
            Expression[] formulas = [.. Enumerable.Range(0, 3).Select(i => (test.seed >> (8 + i)) % 3 == 0 ? Expression.Input((i + 1) % 3) : test.formulas[i])];
            var inputs = Random(random, RandomExpressions.Inputs, count);
            float[][] before = [.. inputs.Select(input => (float[])input.Clone())];
            ElementProgram.Of(inputs.Length, [.. formulas]).Run(width, inputs, inputs, count);
            Computed(formulas, before, [.. inputs.Select(input => input.Append(Untouched).ToArray())], count);
        },
        tests: 100);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Single_inputs_are_for_all_elements_and_sums_are_over_them(string width) => Property.Holds(
        RandomExpressions.Several.SelectMany(formulas => Property.Seeds.Select(seed => (formulas, seed))),
        test =>
        {
            var (formulas, seed) = test;
            var (random, count) = (new Random(seed), 1 + (seed % 1200));
            var inputs = Random(random, RandomExpressions.Inputs, count);
            var outputs = Filled(3, count);
            ElementProgram.Of(3, [.. formulas], new() { Single = [1], Summed = [0, 2] }).Run(width, [inputs[0], [inputs[1][0]], inputs[2]], outputs, count);
            inputs[1].AsSpan().Fill(inputs[1][0]);
            Computed([formulas[1]], inputs, [outputs[1]], count);
            foreach (var summed in new[] { 0, 2 })
            {
                var terms = Enumerable.Range(0, count).Select(i => At(formulas[summed], inputs, i)).ToArray();
                Assert.Equal(terms.Sum(), outputs[summed][0], 2e-5 * (1 + terms.Sum(Math.Abs)));
                Assert.All(outputs[summed].Skip(1), untouched => Assert.Equal(Untouched, untouched));
            }
        },
        tests: 100);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Programs_in_two_parts_compute_the_same(string width) => Property.Holds(
        RandomExpressions.Several.SelectMany(formulas => Property.Seeds.Select(seed => (formulas, seed))),
        test =>
        {
            var (formulas, seed) = test;
            var (random, count) = (new Random(seed), 1 + (seed % 70));
            var inputs = Random(random, RandomExpressions.Inputs, count);
            var outputs = Filled(3, count);
            SplitProgram.Of(1, 2, [.. formulas]).Run(width, [inputs[0]], [inputs[1], inputs[2]], outputs, count);
            Computed(formulas, inputs, outputs, count);
        },
        tests: 200);

    [Fact]
    public void What_depends_on_early_inputs_alone_is_not_computed_again()
    {
        var form = FormulaForm.Of<Normal>();
        var value = SplitProgram.Of(1, 2, [form.LogDensity]);
        // (v − μ) e^−log σ, and its square times −½ plus what depends on σ.
        Assert.Equal((3, 2), value.Lengths);
        Assert.Equal(2, value.PreparedArrays);
        // The logit needs no preparation.
        var other = SplitProgram.Of(1, 1, [FormulaForm.Of<Bernoulli>().LogDensity]);
        Assert.Equal((1, 1), other.Lengths);
        Assert.Equal(1, other.PreparedArrays);
    }

    [Fact]
    public void An_input_that_there_is_not_is_named() =>
        Assert.Contains("none at place 2", Assert.Throws<ArgumentOutOfRangeException>(() => ElementProgram.Of(2, [Expression.Input(2)])).Message, StringComparison.Ordinal);

    private static float[][] Random(Random random, int arrays, int count) =>
        [.. Enumerable.Range(0, arrays).Select(_ => Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 6) - 3)).ToArray())];

    private static float[][] Filled(int arrays, int count) => [.. Enumerable.Range(0, arrays).Select(_ => Enumerable.Repeat(Untouched, count + 20).ToArray())];

    private static double At(Expression formula, float[][] inputs, int element) => formula.At<Real64>([.. inputs.Select(input => (Real64)input[element])]);

    private static void Computed(Expression[] formulas, float[][] inputs, float[][] outputs, int count)
    {
        foreach (var (formula, output) in formulas.Zip(outputs))
        {
            for (var i = 0; i < count; i++)
            {
                var expected = At(formula, inputs, i);
                Assert.True(Math.Abs(expected - output[i]) <= 1e-4 * (1 + Math.Abs(expected)), $"{formula} is {output[i]} instead of {expected} at element {i} of {count}: {string.Join(", ", inputs.Select(x => x[i]))}");
            }

            Assert.All(output.Skip(count), untouched => Assert.Equal(Untouched, untouched));
        }
    }
}
