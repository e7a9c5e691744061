using System.Diagnostics;

namespace Hiwae.Cli.Doctor;

/// <summary>How fast matrix products are.</summary>
internal static class MatrixSpeed
{
    /// <summary>Rows and columns of the factors.</summary>
    public const int Size = 512;

    /// <summary>Floating-point operations of a product.</summary>
    public const double Operations = 2.0 * Size * Size * Size;

    private const int Repeats = 10;

    /// <summary>The best of some products, in GFLOP/s.</summary>
    public static double Measure()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.ones(Size, Size);
        var best = double.PositiveInfinity;
        for (var i = 0; i < Repeats; i++)
        {
            var watch = Stopwatch.StartNew();
            using var product = a.mm(a);
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return Operations / best / 1e9;
    }
}
