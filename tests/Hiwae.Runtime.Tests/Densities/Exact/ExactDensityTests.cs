using System.Collections.Immutable;
using Hiwae.Compilation.Elements;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>Every family that is written as a formula, at the ends of its support and at extreme parameters, in every form, beside exact numbers.</summary>
public sealed class ExactDensityTests
{
    public static TheoryData<string> Families => [.. ExactTable.Families];

    public static TheoryData<string, string> FamiliesAndWidths
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var family in ExactTable.Families)
            {
                foreach (var width in Hiwae.Compilation.Lanes.VectorWidths.Supported)
                    data.Add(family, width.ToString());
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void With_64_bit_numbers(string family)
    {
        var form = DensityCases.Formulas.Single(form => form.Name == family);
        Check(family, Precision.Double, row =>
        {
            Real64[] inputs = [row.Value, .. row.Raw.Select(raw => (Real64)raw)];
            return [form.LogDensity.At<Real64>(inputs), .. form.LogDensitySlopes.Select(slope => slope.At<Real64>(inputs).Value)];
        });
    }

    [Theory, MemberData(nameof(Families))]
    public void With_tensors(string family)
    {
        var density = (IPointwiseCase)DensityCases.All.Single(density => density.Name == family);
        density.Accept(new Tensors(family, ScalarType.Float64), 0);
        density.Accept(new Tensors(family, ScalarType.Float32), 0);
    }

    [Theory, MemberData(nameof(FamiliesAndWidths))]
    public void As_compiled_formulas(string family, string width)
    {
        var (form, table) = (DensityCases.Formulas.Single(form => form.Name == family), ExactTable.Of(family));
        ImmutableArray<Expression> outputs = [form.LogDensity, .. form.LogDensitySlopes];
        var count = table.Rows.Length;
        float[][] early = [.. Enumerable.Range(0, table.Parameters).Select(k => table.Rows.Select(row => row.Raw[k]).ToArray())];
        float[][] whole = Empty(), parts = Empty();
        ElementProgram.Of(1 + table.Parameters, outputs).Run(width, [table.Values(1), .. early], whole, count);
        SplitProgram.Of(1, table.Parameters, outputs).Run(width, [table.Values(1)], early, parts, count);
        foreach (var found in new[] { whole, parts })
            Check(family, Precision.Single, table, i => [.. found.Select(array => (double)array[i])]);

        float[][] Empty() => [.. outputs.Select(_ => new float[count])];
    }

    /// <summary>Draws of compiled formulas at raw parameters from −80 to 80, from the most extreme noises.</summary>
    [Theory, MemberData(nameof(FamiliesAndWidths))]
    public void Compiled_draws_are_numbers_in_the_support(string family, string width)
    {
        var form = DensityCases.Formulas.Single(form => form.Name == family);
        if (form.Draw is not { } draw)
            return;
        float[] raw = [-80, -40, 0, 40, 80], uniform = [1f / (1 << 25), 0.3f, 0.5f, 1 - (1f / (1 << 24))], normal = [-6, -1e-7f, 1e-7f, 6];
        float[][] rows = [[]];
        foreach (var choices in form.Noises.Select(kind => kind == NoiseKind.Normal ? normal : uniform).Concat(Enumerable.Repeat(raw, form.ParametersPerValue)))
            rows = [.. rows.SelectMany(row => choices.Select(choice => (float[])[.. row, choice]))];
        float[][] inputs = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Select(row => row[i]).ToArray())], found = [new float[rows.Length]];
        ElementProgram.Of(inputs.Length, [draw]).Run(width, inputs, found, rows.Length);
        var support = DensityCases.AttributeOf(form).Support;
        Assert.All(found[0], value => Assert.True(
            support switch
            {
                Support.Real => !float.IsNaN(value),
                Support.Positive => value > 0,
                Support.UnitInterval => value is > 0 and < 1,
                Support.Binary => value is 0 or 1,
                Support.Count => value >= 0 && value == MathF.Round(value),
                _ => value is >= 0 and <= 1 && Math.Abs((value * 255) - MathF.Round(value * 255)) < 1e-4f,
            },
            $"{family}: a draw is {value}."));
    }

    [Fact]
    public void The_tables_have_the_cases_that_are_known_by_heart()
    {
        Assert.Equal(0, Row(nameof(Beta), row => row is { Value: 0, Raw: [0, 0] }).LogDensity);
        Assert.Equal(Math.Log(8), Row(nameof(Beta), row => row is { Value: 0, Raw: [0, > 7 and < 8] }).LogDensity, 6);
        Assert.Equal(-136.8, Row(nameof(StudentT), row => row is { Value: 1, Raw: [0, -46, 0] }).LogDensity, 1);
        Assert.Equal(-183, Row(nameof(StudentT), row => row is { Value: 1e20f, Raw: [0, 0, 0] }).LogDensity, 0);

        static ExactRow Row(string family, Func<ExactRow, bool> which) => ExactTable.Of(family).Rows.Single(which);
    }

    internal static void Check(string family, Precision precision, Func<ExactRow, double[]> found) =>
        Check(family, precision, ExactTable.Of(family), i => found(ExactTable.Of(family).Rows[i]));

    internal static void Check(string family, Precision precision, ExactTable table, Func<int, double[]> found, bool isMixture = false)
    {
        var faults = table.Rows.Select((row, i) => row.Fault(precision, found(i), isMixture)).OfType<string>().ToArray();
        Assert.True(faults.Length == 0, $"{family}: {faults.Length} of {table.Rows.Length}.\n{string.Join("\n", faults.Take(40))}");
    }

    private sealed record Tensors(string Family, ScalarType Type) : IDensityTest
    {
        public void Holds<T>(int seed) where T : struct, IPointwiseDensity<T>
        {
            using var scope = NewDisposeScope();
            var (table, precision) = (ExactTable.Of(Family), Type == ScalarType.Float32 ? Precision.Single : Precision.Double);
            var count = table.Rows.Length;
            Plain(T.LogDensity);
            Plain((raw, value) => T.LogDensities(raw, value).squeeze(-1));
            Plain((raw, value) => Missing.LogDensity<T>(raw, value, ones_like(value)));

            // A mixture of two components that are alike, each of which gets half of the slopes.
            Mixed((density, value) => density.LogDensity(value));
            Mixed((density, value) => Missing.LogDensity(density, value, ones_like(value)));

            void Plain(Func<Tensor, Tensor, Tensor> logDensity)
            {
                var (raw, value) = Inputs();
                Compare(logDensity(raw, value), value, raw, isMixture: false);
            }

            void Mixed(Func<Mixture<T>, Tensor, Tensor> logDensity)
            {
                var (raw, value) = Inputs();
                Compare(logDensity(Mixture<T>.FromRaw(cat([zeros(count, 2, dtype: Type), raw, raw], -1), 2), value), value, raw, isMixture: true);
            }

            (Tensor Raw, Tensor Value) Inputs() => (
                tensor(table.Raw(1)).view(count, table.Parameters).to_type(Type).requires_grad_(),
                tensor(table.Values(1)).view(count, 1).to_type(Type).requires_grad_());

            void Compare(Tensor logDensity, Tensor value, Tensor raw, bool isMixture)
            {
                logDensity.sum().backward();
                var all = cat([logDensity.detach().view(count, 1), value.grad!, raw.grad!], -1).to_type(ScalarType.Float64);
                Check(Family, precision, table, i => all[i].data<double>().ToArray(), isMixture);
            }
        }
    }
}
