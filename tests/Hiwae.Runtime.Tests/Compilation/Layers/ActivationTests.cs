using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Runtime.Tests;

/// <summary>Nonlinearities of floats beside those of 64-bit numbers, at every width and for every length of what is left behind whole vectors.</summary>
public sealed unsafe class ActivationTests
{
    private const float Untouched = 12345f;

    public static TheoryData<string, Activation> Cases
    {
        get
        {
            var cases = new TheoryData<string, Activation>();
            foreach (var width in VectorWidths.Supported)
                foreach (var activation in Enum.GetValues<Activation>())
                    cases.Add(width.ToString(), activation);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_those_of_64_bit_numbers(string width, Activation activation)
    {
        for (var count = 0; count < 70; count++)
        {
            var x = Enumerable.Range(0, count).Select(i => (float)(12 * Math.Sin((7.1 * i) + count))).ToArray();
            var g = Enumerable.Range(0, count).Select(i => (float)Math.Cos(3.3 * i)).ToArray();
            var y = Apply(width, activation, x);
            for (var i = 0; i < count; i++)
                Near(Nonlinearity.Value(activation, x[i]), y[i]);
            foreach (var adds in new[] { false, true })
            {
                var back = Back(width, activation, Activations.NeedsInput(activation) ? x : y, g, adds);
                for (var i = 0; i < count; i++)
                    Near((g[i] * Nonlinearity.Slope(activation, x[i])) + (adds ? 0.5 : 0), back[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_not_a_number_passes(string width, Activation activation) =>
        Assert.All(Apply(width, activation, Enumerable.Repeat(float.NaN, 19).ToArray()), y => Assert.Equal(float.NaN, y));

    private static void Near(double expected, float actual) => Assert.InRange(actual, expected - Tolerance(expected), expected + Tolerance(expected));

    private static double Tolerance(double size) => 2e-6 * (1 + Math.Abs(size));

    private static float[] Apply(string width, Activation activation, float[] x)
    {
        float[] y = [.. x, Untouched];
        fixed (float* at = y)
            switch (Enum.Parse<VectorWidth>(width))
            {
                case VectorWidth.Bits128: Activations.Apply<Lanes128>(activation, at, x.Length); break;
                case VectorWidth.Bits256: Activations.Apply<Lanes256>(activation, at, x.Length); break;
                default: Activations.Apply<Lanes512>(activation, at, x.Length); break;
            }
        Assert.Equal(Untouched, y[^1]);
        return y[..^1];
    }

    private static float[] Back(string width, Activation activation, float[] v, float[] g, bool adds)
    {
        float[] result = [.. Enumerable.Repeat(0.5f, g.Length), Untouched];
        fixed (float* from = v, back = g, to = result)
            switch (Enum.Parse<VectorWidth>(width))
            {
                case VectorWidth.Bits128: Activations.Back<Lanes128>(activation, from, back, to, adds, g.Length); break;
                case VectorWidth.Bits256: Activations.Back<Lanes256>(activation, from, back, to, adds, g.Length); break;
                default: Activations.Back<Lanes512>(activation, from, back, to, adds, g.Length); break;
            }
        Assert.Equal(Untouched, result[^1]);
        return result[..^1];
    }
}
