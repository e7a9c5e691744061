using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Hiwae.Laws.Cases;

/// <summary>A random case: the seed, the sizes and the scale at which a law is tried.</summary>
/// <param name="Seed">The seed of the parameters, the data and the draws.</param>
/// <param name="Data">The number of data.</param>
/// <param name="Samples">K.</param>
/// <param name="Scale">The factor of the parameters.</param>
internal readonly record struct Case(long Seed, int Data, int Samples, double Scale)
{
    public override string ToString() => FormattableString.Invariant(
        $"K = {Samples}, {Data} {(Data == 1 ? "datum" : "data")}, parameters × {Scale}, seed {Seed} of the case");
}

/// <summary>A search over random cases; the first that contradicts a law is shrunk.</summary>
internal static class CaseSearch
{
    private const int MostData = 4;

    /// <summary>The worst verdict of all cases, or the verdict of the counterexample and the counterexample.</summary>
    /// <param name="judge">The law.</param>
    /// <param name="samples">The values of K to choose from, the smallest first.</param>
    /// <param name="tests">The number of cases.</param>
    /// <param name="seed">The seed of the cases.</param>
    /// <param name="isStopped">Cancellation, checked before each case.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static (Verdict Verdict, Case? Counterexample, int Tests) Run(
        Func<Case, Verdict> judge, int[] samples, int tests, long seed, Func<bool>? isStopped)
    {
        Verdict? worst = null;
        (Verdict Verdict, Case Case)? broken = null;
        var (done, stopped) = (0, false);
        var key = unchecked((ulong)seed * 2 + 1); // The generator's second number has to be odd.
        var configuration = Config.QuickThrowOnFailure
            .WithMaxTest(tests)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd((ulong)seed, key), FSharpOption<int>.None)))
            .WithQuietOnSuccess(true);
        try
        {
            Check.One(configuration, Prop.ForAll(Arb.From(Any(samples), c => Smaller(c, samples)), Holds));
        }
        catch (Exception) when (broken is not null)
        {
            // Everything that it says is here already, with the last, the smallest, case.
        }

        if (stopped)
            throw new OperationCanceledException("The verification was stopped.");
        return broken is { } found ? (found.Verdict, found.Case, done) : (worst ?? new(0, 0), null, done);

        bool Holds(Case @case)
        {
            stopped |= isStopped?.Invoke() ?? false;
            if (stopped)
                return true;
            var verdict = judge(@case);
            if (!verdict.Holds)
            {
                done += broken is null ? 1 : 0;
                broken = (verdict, @case);
                return false;
            }

            if (broken is not null)
                return true;
            done++;
            if (worst is null || (worst.Value.Unmeasured, verdict.Unmeasured) is (not null, null) || IsWorse(verdict, worst.Value))
                worst = verdict;
            return true;
        }
    }

    private static bool IsWorse(Verdict verdict, Verdict other) => verdict.Unmeasured is null && verdict.Strain > other.Strain;

    private static Gen<Case> Any(int[] samples) =>
        from seed in Gen.Choose(0, 1_000_000_000)
        from data in Gen.Choose(1, MostData)
        from k in Gen.Elements(samples)
        from scale in Gen.Elements(0.5, 1.0, 2.0)
        select new Case(seed, data, k, scale);

    private static IEnumerable<Case> Smaller(Case @case, int[] samples)
    {
        foreach (var k in samples.TakeWhile(k => k < @case.Samples))
            yield return @case with { Samples = k };
        if (@case.Data > 1)
            yield return @case with { Data = 1 };
        if (@case.Scale != 1)
            yield return @case with { Scale = 1 };
        foreach (var seed in new long[] { 0, 1, 2, 3 }.TakeWhile(seed => seed < @case.Seed))
            yield return @case with { Seed = seed };
    }
}
