using Reference = MathNet.Numerics.Distributions;

namespace Hiwae.Runtime.Tests.Densities;

public sealed class StudentTTests
{
    private const ScalarType Double = ScalarType.Float64;

    [Theory, InlineData(1 + 1e-6), InlineData(1.1), InlineData(2.0), InlineData(19.5), InlineData(20.5), InlineData(1e4)]
    public void The_log_density_is_the_closed_form(double freedom)
    {
        using var scope = NewDisposeScope();
        double[] values = [-1e6, -3, 0, 1e-4, 2, 50];
        var found = Density.Log<StudentT>(Raw(freedom, Double), tensor(values).unsqueeze(-1)).data<double>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var expected = Closed.StudentT(0, 0, freedom, values[i]);
            Assert.Equal(expected, found[i], 1e-9 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Theory, InlineData(1e6), InlineData(1e8), InlineData(1e12)]
    public void Many_degrees_of_freedom_are_the_normal_density_in_either_precision(double freedom)
    {
        using var scope = NewDisposeScope();
        double[] values = [-3, 0, 0.5, 2];
        foreach (var (type, tolerance) in new[] { (Double, 1e-9), (ScalarType.Float32, 2e-6) })
        {
            var raw = Raw(freedom, type).requires_grad_();
            var logDensity = Density.Log<StudentT>(raw, tensor(values).to_type(type).unsqueeze(-1));
            logDensity.sum().backward();
            var found = logDensity.to_type(Double).data<double>().ToArray();
            for (var i = 0; i < values.Length; i++)
            {
                // The first term of the expansion in 1/ν.
                var correction = (Math.Pow(values[i], 4) - (2 * Math.Pow(values[i], 2)) - 1) / (4 * freedom);
                Assert.Equal(Reference.Normal.PDFLn(0, 1, values[i]) + correction, found[i], tolerance);
            }

            Assert.True(Math.Abs(raw.grad![2].ToDouble()) < 100 / freedom);
        }
    }

    [Theory, InlineData(1.001), InlineData(1.5), InlineData(4.0), InlineData(1e8)]
    public void Draws_have_the_distribution_function(double freedom)
    {
        // The largest distance at the places below exceeds the threshold with probability at most 1e-6 (Dvoretzky, Kiefer, Wolfowitz, Massart).
        using var scope = NewDisposeScope();
        const int Draws = 20_000;
        var draws = Density.Sample<StudentT>(Raw(freedom, Double), Noise.FromSeed(5, dtype: Double), Draws, 1).flatten().data<double>().ToArray();
        foreach (var place in Enumerable.Range(-60, 121).Select(i => Math.Sinh(i * 0.1)))
        {
            var expected = freedom > 1e6 ? Reference.Normal.CDF(0, 1, place) : Reference.StudentT.CDF(0, 1, freedom, place);
            Assert.Equal(expected, draws.Count(draw => draw <= place) / (double)Draws, Math.Sqrt(Math.Log(2e6) / (2 * Draws)));
        }
    }

    /// <summary>What has location 0, scale 1 and these degrees of freedom.</summary>
    private static Tensor Raw(double freedom, ScalarType type)
    {
        var above = freedom - 1;
        return tensor(new[] { 0, 0, above + Math.Log(-double.ExpM1(-above)) - Math.Log(double.ExpM1(2)) }).to_type(type);
    }
}
