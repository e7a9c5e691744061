using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Statistics;

/// <summary>
/// A group-sequential test: looks at N, 4 N and 16 N draws, all that there are so far. At each it ends, and the law holds, where the statistic is one of those that 96 of 100 tests of a
/// law that holds have; otherwise it goes on. It may find the law broken at the second and at the third look, each of which gets half of the false-alarm rate: by the union
/// bound both together fail by chance no more often than stated, however the looks depend on each other. What is near the threshold so gets sixteen times the draws, and
/// most laws that hold get N.
/// </summary>
internal static class Sequential
{
    // Four times as many draws each.
    private const int Looks = 3;

    private const int Growth = 4;

    // Of a law that holds, so many tests go on after the first look.
    private const double Doubted = 0.04;

    /// <summary>The looks at which a law may be found broken.</summary>
    public const int Decisions = Looks - 1;

    /// <summary>Judges a law at as many looks as it takes.</summary>
    /// <param name="first">The number of draws of the first look.</param>
    /// <param name="more">Makes so many further draws, and judges all so far. Thresholds are for the false-alarm rate of one look, <see cref="Tail.AtLook"/>.</param>
    /// <param name="comparisons">The number of comparisons of which the statistic is the largest.</param>
    public static Verdict Judge(int first, Func<int, Verdict> more, double comparisons = 1)
    {
        var doubt = Tail.NormalQuantile(Doubted / (2 * comparisons));
        var (verdict, drawn) = (more(first), first);
        for (var look = 1; look < Looks && IsDoubtful(verdict) && (look == 1 || verdict.Holds); look++, drawn *= Growth)
            verdict = more((Growth - 1) * drawn);
        return verdict;

        // What is no number will not become one.
        bool IsDoubtful(Verdict found) => found.Unmeasured is null && double.IsFinite(found.Statistic) && found.Statistic > doubt;
    }

    /// <summary>Draws that are added to those before: from a number of further ones to all.</summary>
    /// <param name="draw">Makes a number of them.</param>
    public static Func<int, double[]> Growing(Func<int, double[]> draw)
    {
        var all = new List<double>();
        return count =>
        {
            all.AddRange(draw(count));
            return [.. all];
        };
    }
}
