using Hiwae.Compilation.Lanes;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>The kernels of log-densities, at the ends of supports and at extreme parameters, beside exact numbers.</summary>
public sealed class ExactKernelTests
{
    // Of one value in a row, of less than a vector, and of more than one.
    private static readonly int[] Sizes = [1, 3, 19];

    public static TheoryData<string, string> Families => ExactDensityTests.FamiliesAndWidths;

    [Theory, MemberData(nameof(Families))]
    public void Rows_of_values(string family, string width)
    {
        foreach (var size in Sizes)
        {
            Check(family, width, size, DensityChecks.Rows(Form(family), size, Level.Datum, Level.Datum, mask: null), components: 0);
            Check(family, width, size, DensityChecks.Rows(Form(family), size, Level.Datum, Level.Sample, mask: null), components: 0);
            Check(family, width, size, DensityChecks.Rows(Form(family), size, Level.Datum, Level.Datum, (Level.Datum, size)), components: 0);
        }
    }

    /// <summary>Of components that are alike each has an equal share.</summary>
    [Theory, MemberData(nameof(Families))]
    public void Mixtures_of_components_that_are_alike(string family, string width)
    {
        foreach (var size in Sizes)
        {
            foreach (var components in new[] { 2, 17 })
                Check(family, width, size, DensityChecks.Mixtures(Form(family), size, components, Level.Datum, Level.Datum, mask: null, isEqual: false), components);
        }
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void Rows_of_categories(string width)
    {
        foreach (var (logits, place, exact) in Categories)
        {
            var size = logits.Length;
            float[] x = [.. Enumerable.Range(0, size).Select(i => i == place ? 1f : 0f)];
            KernelRun run = new(DensityChecks.Rows(KernelForms.Categorical, size, Level.Datum, Level.Datum, mask: null), KernelPlates.One(), [logits, x, null])
            {
                OutputGradient = [1f],
                Wants = [true, true, false],
            };
            var result = run.With(Enum.Parse<VectorWidth>(width));
            Assert.Equal(exact, result.Output[0], 1e-5 * (1 + Math.Abs(exact)));
            Assert.All(result.Gradients[0]!, slope => Assert.InRange(slope, -1f, 1f));
            Assert.All(result.Gradients[1]!, slope => Assert.False(float.IsNaN(slope)));
            using var scope = NewDisposeScope();
            Assert.Equal(exact, Density.Log<Categorical>(tensor(logits), tensor(x)).ToDouble(), 1e-5 * (1 + Math.Abs(exact)));
        }
    }

    // log p of a place: l − m − log Σ e^(l − m), m the largest.
    private static (float[] Logits, int Place, double LogDensity)[] Categories =>
    [
        ([80, -80, 0], 0, -1.8048513878454153e-35), ([80, -80, 0], 1, -160), ([80, -80, 0], 2, -80), ([-80, -80], 1, -Math.Log(2)),
        ([1e20f, 0, -1e20f], 0, 0), ([1e20f, 0, -1e20f], 2, -2.0000000400817547e20), ([1e-20f, 0, -1e-20f], 1, -Math.Log(3)), ([40, 40, -40], 2, -80 - Math.Log(2)),
    ];

    private static FormulaForm Form(string family) => DensityCases.Formulas.Single(form => form.Name == family);

    private static void Check(string family, string width, int size, Operation.LogDensity operation, int components)
    {
        var table = ExactTable.Of(family);
        var (count, each) = (table.Rows.Length, table.Parameters * size);
        KernelPlates plates = new(count, 1, 1, [.. Enumerable.Range(0, count)]);
        var raw = table.Rows.SelectMany(row =>
        {
            var member = row.Raw.SelectMany(number => Enumerable.Repeat(number, size)).ToArray();
            return new float[components].Concat(Enumerable.Repeat(member, Math.Max(1, components)).SelectMany(numbers => numbers));
        }).ToArray();
        float[]?[] numbers = operation.Mask is null ? [raw, table.Values(size), null] : [raw, table.Values(size), [.. Enumerable.Repeat(1f, count * size)], null];
        KernelRun run = new(operation, plates, numbers)
        {
            OutputGradient = [.. Enumerable.Repeat(1f, count)],
            Wants = [true, true, .. numbers.Skip(2).Select(_ => false)],
            Before = [operation.Raw.Level == operation.Output.Level ? null : new float[raw.Length], .. numbers.Skip(1).Select(_ => (float[]?)null)],
        };
        var result = run.With(Enum.Parse<VectorWidth>(width));
        var (stride, first) = (raw.Length / count, components);
        ExactDensityTests.Check(family, Precision.Single, table, i =>
        {
            // Each of the values has an equal part of the sum.
            var found = new double[2 + table.Parameters];
            found[0] = result.Output[i] / size;
            found[1] = result.Gradients[1]![(i * size) + size - 1];
            for (var k = 0; k < table.Parameters; k++)
            {
                for (var c = 0; c < Math.Max(1, components); c++)
                    found[2 + k] += result.Gradients[0]![(i * stride) + first + (c * each) + (k * size) + size - 1];
            }

            Assert.All(found, number => Assert.False(double.IsNaN(number)));
            return found;
        }, isMixture: components > 0);
    }
}
