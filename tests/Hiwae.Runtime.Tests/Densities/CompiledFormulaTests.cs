using Hiwae.Compilation.Elements;
using Hiwae.Compilation.Lanes;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>The formulas of the densities, compiled, are the formulas in 64-bit numbers, as exactly as 32-bit ones can be, also where parameters and values are extreme.</summary>
public sealed class CompiledFormulaTests
{
    private static readonly double[] Raw = [-20, -7.3, -3, -1, -0.6, -0.3, -0.01, 0, 0.015, 0.4, 0.5, 1, 2.5, 5, 12, 20];

    public static TheoryData<string, string> Families
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var form in DensityCases.Formulas)
            {
                foreach (var width in VectorWidths.Supported)
                    data.Add(form.Name, width.ToString());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Log_densities_and_their_slopes(string family, string width)
    {
        var form = DensityCases.Formulas.Single(form => form.Name == family);
        Agree(width, 1, form.ParametersPerValue, [form.LogDensity, .. form.LogDensitySlopes], [Values(DensityCases.AttributeOf(form).Support)], DensityCases.AttributeOf(form).Support == Support.UnitInterval, isDraw: false);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Draws_and_their_slopes(string family, string width)
    {
        var form = DensityCases.Formulas.Single(form => form.Name == family);
        if (form.Draw is { } draw)
            Agree(width, form.Noises.Length, form.ParametersPerValue, [draw, .. form.DrawSlopes], [.. form.Noises.Select(Noises)], form.Noises[0] != NoiseKind.Normal, isDraw: true);
    }

    // Both at once, and in two parts. An error is small if it is so beside the result, or beside a draw where it is one's slope, or beside what rounding one input, or a number of its size or of one's, does to the result.
    private static void Agree(string width, int late, int early, ImmutableArray<Expression> outputs, double[][] lateValues, bool isLateInUnitInterval, bool isDraw)
    {
        var rows = Combinations([.. lateValues, .. Enumerable.Repeat(Raw, early)]);
        float[][] inputs = [.. Enumerable.Range(0, late + early).Select(i => rows.Select(row => (float)row[i]).ToArray())];
        var (whole, parts) = (Empty(outputs.Length, rows.Length), Empty(outputs.Length, rows.Length));
        ElementProgram.Of(late + early, outputs).Run(width, inputs, whole, rows.Length);
        SplitProgram.Of(late, early, outputs).Run(width, inputs[..late], inputs[late..], parts, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            double[] exact = [.. inputs.Select(input => (double)input[i])];
            for (var k = 0; k < outputs.Length; k++)
            {
                var expected = At(outputs[k], exact);
                var least = 1e-5 * (1 + Math.Max(Math.Abs(expected), isDraw ? Math.Abs(whole[0][i]) : 0));
                if (Math.Abs(whole[k][i] - expected) <= least && Math.Abs(parts[k][i] - expected) <= least)
                    continue;
                var unit = Neighbours(exact, isLateInUnitInterval ? late : 0).Max(near => Math.Abs(At(outputs[k], near) - expected));
                foreach (var found in new[] { whole[k][i], parts[k][i] })
                    Assert.True(Math.Abs(found - expected) <= least + (3 * unit), $"Output {k} is {found} instead of {expected} at {string.Join(", ", exact)}, where rounding does {unit}.");
            }
        }
    }

    private static double At(Expression formula, double[] at) => formula.At<Real64>([.. at.Select(x => (Real64)x)]).Value;

    private static IEnumerable<double[]> Neighbours(double[] at, int inUnitInterval)
    {
        for (var i = 0; i < at.Length; i++)
        {
            foreach (var sign in new[] { -1, 1 })
            {
                var near = (double[])at.Clone();
                near[i] += sign * Math.Max(1, Math.Abs(at[i])) * Math.Pow(2, -24);
                if (i >= inUnitInterval || near[i] is > 0 and < 1)
                    yield return near;
            }
        }
    }

    private static double[] Values(Support support) => support switch
    {
        Support.Binary => [0, 0.3, 1],
        Support.EightBit => [0, 1.0 / 255, 100.0 / 255, 128.0 / 255, 254.0 / 255, 1],
        Support.UnitInterval => [1e-6, 0.01, 0.3, 0.5, 0.9, 1 - 1e-6],
        Support.Positive => [1e-6, 0.1, 1, 1000],
        Support.Count => [0, 1, 2, 7, 100, 1e6],
        _ => [-1000, -3, -1, -1e-6, 0, 0.5, 2, 1000],
    };

    private static double[] Noises(NoiseKind kind) => kind switch
    {
        NoiseKind.Normal => [-4, -1, -0.01, 0, 0.5, 3],
        NoiseKind.Uniform => [0, 0.1, 0.25, 0.5, 0.7, 1 - Math.Pow(2, -24)],
        _ => [Math.Pow(2, -24), 0.01, 0.3, 0.5, 0.8, 1 - Math.Pow(2, -24)],
    };

    private static float[][] Empty(int arrays, int count) => [.. Enumerable.Range(0, arrays).Select(_ => new float[count])];

    private static double[][] Combinations(double[][] choices) => choices.Aggregate(
        new double[][] { [] },
        (rows, choice) => [.. rows.SelectMany(row => choice.Select(value => (double[])[.. row, value]))]);
}
