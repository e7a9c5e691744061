using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Hiwae.Laws.Cases;

/// <summary>A random case: the seed, the sizes and the scale at which a law is tried.</summary>
/// <param name="Seed">The seed of the parameters, the data and the draws.</param>
/// <param name="Data">The number of data.</param>
/// <param name="Samples">K.</param>
/// <param name="Scale">The factor of the parameters.</param>
/// <param name="Heads">S, of which K is a multiple; as many as samples where 0. A model without distinct heads has one in any case.</param>
internal readonly record struct Case(long Seed, int Data, int Samples, double Scale, int Heads = 0)
{
    public override string ToString() => FormattableString.Invariant(
        $"K = {Samples}{(Heads > 0 && Heads < Samples ? $" from {Heads} {(Heads == 1 ? "head" : "heads")}" : "")}, {Data} {(Data == 1 ? "datum" : "data")}, parameters × {Scale}, seed {Seed} of the case");
}

/// <summary>A number of samples and of heads.</summary>
/// <param name="Samples">K.</param>
/// <param name="Heads">S, of which K is a multiple.</param>
internal readonly record struct Plate(int Samples, int Heads)
{
    /// <summary>Those that a model is put to, the smallest first: of each head one draw, and where heads are distinct several.</summary>
    public static Plate[] Of(ModelDescription model)
    {
        IEnumerable<Plate> own = new[] { 1, 2, 3, 5, model.Heads ?? model.Samples }.Select(samples => new Plate(samples, samples));
        IEnumerable<Plate> shared = model.HasFixedSamples ? [new(2, 1), new(4, 2), new(6, 3), new(model.Samples, model.Heads ?? model.Samples)] : [new(model.Samples, model.Samples)];
        return [.. own.Concat(shared).Distinct().OrderBy(plate => plate.Samples).ThenByDescending(plate => plate.Heads)];
    }
}

/// <summary>A search over random cases; the first that contradicts a law is shrunk.</summary>
internal static class CaseSearch
{
    private const int MostData = 4;

    /// <summary>The worst verdict of all cases, or the verdict of the counterexample and the counterexample.</summary>
    /// <param name="judge">The law.</param>
    /// <param name="plates">The numbers of samples and heads to choose from, the smallest first.</param>
    /// <param name="tests">The number of cases.</param>
    /// <param name="seed">The seed of the cases.</param>
    /// <param name="isStopped">Cancellation, checked before each case.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static (Verdict Verdict, Case? Counterexample, int Tests) Run(
        Func<Case, Verdict> judge, Plate[] plates, int tests, long seed, Func<bool>? isStopped)
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
            Check.One(configuration, Prop.ForAll(Arb.From(Any(plates), c => Smaller(c, plates)), Holds));
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

    private static Gen<Case> Any(Plate[] plates) =>
        from seed in Gen.Choose(0, 1_000_000_000)
        from data in Gen.Choose(1, MostData)
        from plate in Gen.Elements(plates)
        from scale in Gen.Elements(0.5, 1.0, 2.0)
        select new Case(seed, data, plate.Samples, scale, plate.Heads);

    private static IEnumerable<Case> Smaller(Case @case, Plate[] plates)
    {
        foreach (var (samples, heads) in plates.TakeWhile(plate => plate != new Plate(@case.Samples, @case.Heads)))
            yield return @case with { Samples = samples, Heads = heads };
        if (@case.Data > 1)
            yield return @case with { Data = 1 };
        if (@case.Scale != 1)
            yield return @case with { Scale = 1 };
        foreach (var seed in new long[] { 0, 1, 2, 3 }.TakeWhile(seed => seed < @case.Seed))
            yield return @case with { Seed = seed };
    }
}
