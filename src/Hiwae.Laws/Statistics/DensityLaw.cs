using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Statistics;

/// <summary>
/// The draws of each declared density have the density that its log-density says. Two means over its own draws v are known: that of g(v) / density(v) is 1 for a normalised g, here a
/// <see cref="Histogram"/> of other draws, and those of the derivatives of the log-density by the raw parameters are 0. The first sees a missing constant or determinant, the
/// second a draw that is a little too wide.
/// </summary>
internal static class DensityLaw
{
    /// <summary>Why it says nothing about a model; null where it does.</summary>
    public static string? Obstacle<TModel>() where TModel : class, IModel<TModel> =>
        DeclaredDensity.Of<TModel>().IsEmpty ? "no factor is declared with a density that has draws" : null;

    /// <summary>The worst of the densities. The statistic is the largest distance of a mean from what it has to be, in standard errors.</summary>
    public static Verdict Judge<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var densities = DeclaredDensity.Of<TModel>();
        var verdicts = densities.Select(density => Judge(trial, density, densities.Length)).ToArray();
        return verdicts.All(verdict => verdict.Unmeasured is not null)
            ? verdicts[0]
            : verdicts.Where(verdict => verdict.Unmeasured is null).MaxBy(verdict => double.IsNaN(verdict.Strain) ? double.PositiveInfinity : verdict.Strain);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2076", Justification = "A family is a structure without a constructor of its own, and its members stay, since the code that was emitted for the model calls them.")]
    private static Verdict Judge<TModel>(Trial<TModel> trial, DeclaredDensity density, int tests) where TModel : class, IModel<TModel>
    {
        var name = density.NameIn(TModel.Description);
        try
        {
            return (Verdict)typeof(DensityLaw).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(density.Family)
                .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [name, density.Size, trial.Noise, trial.Case.Scale, tests], null)!;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            return Verdict.Wrong($"{name}: {e.GetType().Name}: {e.Message}");
        }
    }

    private static Verdict Of<TDensity>(string name, int size, Noise noise, double scale, int tests) where TDensity : struct, IDensity<TDensity>
    {
        // What is asked for of each of many values can be asked for of a few.
        var values = TDensity.IsPointwise ? Math.Min(size, DensityDraws<TDensity>.MostValues) : size;
        DensityDraws<TDensity>? first = null, last = null;
        var tame = Draws.Tempered(scale, factor =>
        {
            last = DensityDraws<TDensity>.Of(values, noise, factor);
            first ??= last;
            return last.Fault is not null || last.IsTame ? last : null;
        });
        var draws = tame ?? last!;
        if (draws.Fault is { } fault)
            return Verdict.Wrong($"{name}: {fault}");
        if (draws == first || TDensity.IsPointwise)
            return Judge(name, draws, tests);

        // Where values depend on one another, what makes ratios vary too much may be the very defect, which is small where they do not: slopes are judged where it is large as well.
        var (found, large) = (Judge(name, draws, 2 * tests), Judge(name, first!, 2 * tests));
        return large.Strain > found.Strain ? large : found;
    }

    private static Verdict Judge<TDensity>(string name, DensityDraws<TDensity> draws, int tests) where TDensity : struct, IDensity<TDensity> =>
        Sequential.Judge(DensityDraws<TDensity>.First, count => draws.More(count, tests) is var verdict && verdict.Detail is { } detail
            ? verdict with { Detail = $"{name}: {detail}" }
            : verdict, draws.Comparisons);
}
