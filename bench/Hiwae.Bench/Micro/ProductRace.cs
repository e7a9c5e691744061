using System.Diagnostics;
using Hiwae.Reports;

namespace Hiwae.Bench.Micro;

/// <summary>Two ways to compute products, timed in alternation, so that a throttled machine slows both.</summary>
internal static class ProductRace
{
    // A turn takes long enough for the clock, and short enough for both sides to see the same machine.
    private const double TurnSeconds = 0.002;
    private const int WarmTurns = 20;

    /// <summary>Measures a product.</summary>
    /// <param name="shape">The sizes of the product.</param>
    /// <param name="turns">The number of turns of each side.</param>
    /// <param name="ours">Our product.</param>
    /// <param name="reference">The product that it is compared with.</param>
    public static ProductTimes Measure(ProductShape shape, int turns, Func<Operands, IProduct> ours, Func<Operands, IProduct> reference)
    {
        using var own = new Operands(shape);
        using var other = new Operands(shape);
        using var mine = ours(own);
        using var theirs = reference(other);
        var repetitions = Repetitions(theirs);
        for (var turn = 0; turn < WarmTurns; turn++)
            _ = (Turn(theirs, repetitions, packs: true), Turn(mine, repetitions, packs: true), Turn(mine, repetitions, packs: false));
        var times = Enumerable.Range(0, turns)
            .Select(_ => (Theirs: Turn(theirs, repetitions, packs: false), Mine: Turn(mine, repetitions, packs: false), Packing: Turn(mine, repetitions, packs: true)))
            .ToArray();
        return new(
            shape,
            Statistics.Median(times.Select(time => time.Theirs)),
            Statistics.Median(times.Select(time => time.Mine)),
            Statistics.Median(times.Select(time => time.Packing)),
            own.Result().Zip(other.Result(), (x, y) => Math.Abs(x - y)).Max());
    }

    private static int Repetitions(IProduct product)
    {
        Turn(product, 1, packs: true);
        return Math.Max(1, (int)(1e6 * TurnSeconds / Turn(product, 1, packs: true)));
    }

    /// <summary>Microseconds of a product.</summary>
    private static double Turn(IProduct product, int repetitions, bool packs)
    {
        product.Pack();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repetitions; i++)
        {
            if (packs)
                product.Pack();
            product.Multiply();
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / repetitions;
    }
}
