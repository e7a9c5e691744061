using Hiwae.Runtime.Tests.Laws;
using MathNet.Numerics;

namespace Hiwae.Runtime.Tests.Densities;

public sealed class BetaTests
{
    private const ScalarType Double = ScalarType.Float64;

    public static TheoryData<double, double> Concentrations => new()
    {
        { 1e-3, 1e-3 }, { 1e-3, 1e4 }, { 1.1e-3, 1.1e-3 }, { 1.1e-3, 1e4 }, { 0.05, 3 }, { 9.9, 10.1 }, { 0.4, 20 }, { 1e4, 1e4 }, { 1e4, 30 },
    };

    [Theory, MemberData(nameof(Concentrations))]
    public void The_log_density_is_the_closed_form_in_either_precision(double a, double b)
    {
        using var scope = NewDisposeScope();
        var mean = a / (a + b);
        var values = tensor(new[] { 1e-5, mean * 0.7, mean, mean + ((1 - mean) * 0.3), 1 - 1e-3 }).clamp(1e-7, 1 - 1e-3).to_type(ScalarType.Float32);
        var single = Density.Log<Beta>(Raw(a, b, ScalarType.Float32), values.unsqueeze(-1)).to_type(Double).data<double>().ToArray();
        var twice = Density.Log<Beta>(Raw(a, b, Double), values.to_type(Double).unsqueeze(-1)).data<double>().ToArray();
        for (var i = 0; i < 5; i++)
        {
            var value = (double)values[i].item<float>();
            var logBeta = SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
            var expected = ((a - 1) * Math.Log(value)) + ((b - 1) * Closed.Log1P(-value)) - logBeta;
            Assert.Equal(expected, twice[i], 1e-9 * Math.Max(1, Math.Abs(expected)));
            // The terms themselves are of the size of the concentrations.
            Assert.Equal(expected, single[i], 1e-6 * (1 + Math.Abs(expected) + (a * Math.Abs(Math.Log(value))) + (b * Math.Abs(Math.Log(1 - value)))));
        }
    }

    [Theory, MemberData(nameof(Concentrations))]
    public void Draws_have_the_distribution_function(double a, double b)
    {
        // The largest distance at the places below exceeds the threshold with probability at most 1e-6 (Dvoretzky, Kiefer, Wolfowitz, Massart).
        using var scope = NewDisposeScope();
        const int Draws = 20_000;
        var draws = Beta.Sample(Raw(a, b, Double), Noise.FromSeed(5, dtype: Double), Draws, 1).flatten().data<double>().ToArray();
        foreach (var logit in Enumerable.Range(-160, 220).Select(i => i * 0.25))
        {
            var place = 1 / (1 + Math.Exp(-logit));
            if (place is < 1e-15 or > 1 - 1e-12)
                continue;
            var share = draws.Count(draw => draw <= place) / (double)Draws;
            Assert.Equal(SpecialFunctions.BetaRegularized(a, b, place), share, Math.Sqrt(Math.Log(2e6) / (2 * Draws)));
        }
    }

    [Theory, InlineData(0.05, 0.05), InlineData(0.05, 3), InlineData(2, 5), InlineData(300, 700), InlineData(1e4, 1e4)]
    public void The_mean_gradient_of_draws_is_that_of_the_mean(double a, double b)
    {
        // |z| < 4.9 for either parameter: false-alarm rate 2e-6; the gradient of gamma draws is approximate to half a thousandth.
        using var scope = NewDisposeScope();
        const int Draws = 50_000;
        var raw = Raw(a, b, Double).expand(Draws, 2).clone().requires_grad_();
        Beta.Sample(raw, Noise.FromSeed(6, dtype: Double), Draws, 1).sum().backward();
        foreach (var (index, byConcentration) in new[] { b / Math.Pow(a + b, 2), -a / Math.Pow(a + b, 2) }.Index())
        {
            // softplus has the derivative 1 − e^−softplus.
            var expected = byConcentration * -double.ExpM1(0.001 - (index == 0 ? a : b));
            var gradient = raw.grad!.select(-1, index);
            var error = gradient.std().ToDouble() / Math.Sqrt(Draws);
            Assert.Equal(expected, gradient.mean().ToDouble(), (Tail.Quantile * error) + (1e-3 * Math.Abs(expected)));
        }
    }

    /// <summary>What has these concentrations.</summary>
    private static Tensor Raw(double a, double b, ScalarType type) => tensor(new[] { Inverse(a), Inverse(b) }).to_type(type);

    private static double Inverse(double concentration)
    {
        // What every raw number gives that is as far below zero as this.
        if (concentration == 0.001)
            return -200;
        var positive = concentration - 0.001;
        return positive + Math.Log(-double.ExpM1(-positive)) - Math.Log(double.ExpM1(0.999));
    }
}
