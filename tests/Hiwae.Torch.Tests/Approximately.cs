using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>Comparisons of numbers that went different ways.</summary>
internal static class Approximately
{
    public static void Equal(double expected, double actual, double tolerance, string what = "")
    {
        if (double.IsNaN(expected) && double.IsNaN(actual))
            return;
        if (expected.Equals(actual))
            return;
        Assert.True(Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");
    }

    public static void Equal(IReadOnlyList<double> expected, Tensor actual, double tolerance, string what = "")
    {
        using var wide = actual.to_type(ScalarType.Float64);
        var values = wide.data<double>().ToArray();
        Assert.Equal(expected.Count, values.Length);
        for (var i = 0; i < values.Length; i++)
            Equal(expected[i], values[i], tolerance, $"{what}[{i}]");
    }
}
