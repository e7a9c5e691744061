using System.Collections.Immutable;
using System.Globalization;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>
/// Log-densities and their slopes at the ends of supports and at extreme parameters, to seventeen digits: one file for each family, made with numbers of 120 digits
/// from the 32-bit number that stands in it. By other formulas than the densities' own where there are several:
/// <list type="bullet">
/// <item>StudentT: log Γ((ν + 1)/2) − log Γ(ν/2) − ½ log πν − log σ − ½ (ν + 1) log(1 + z²/ν); ν = 1 + log(1 + (e² − 1) e^κ).</item>
/// <item>Beta: (a − 1) log v + (b − 1) log(1 − v) − log Γ(a) − log Γ(b) + log Γ(a + b), a term with the factor 0 being 0; a = 1/1000 + log(1 + (e^0.999 − 1) e^α).</item>
/// <item>DiscretizedLogistic: log(F((v + 1/510 − μ)/s) − F((v − 1/510 − μ)/s)), from the side on which both are small; without the second at 0, with 1 for the first at 1.</item>
/// <item>ContinuousBernoulli: v l + log(l / (e^l − 1)). Logistic: −|t| − 2 log(1 + e^−|t|) − log s. Bernoulli: v l − log(1 + e^l).</item>
/// <item>Poisson: k log λ − λ − log Γ(k + 1). NegativeBinomial: log Γ(k + r) − log Γ(r) − log Γ(k + 1) − r log(1 + μ/r) − k log(1 + r/μ). Those with more zeros: log(π + (1 − π) p(0)),
/// log(1 − π) + log p(k).</item>
/// <item>Gamma: (a − 1) log v − a v/m − log Γ(a) + a log(a/m). LogNormal: −½ ((log v − μ)/σ)² − log v − log σ − ½ log 2π.</item>
/// </list>
/// Slopes are the derivatives of these, by hand; that of |x| at 0 is 0. Not here, because 32 bits do not hold it: the slope of a logistic density nearer to its location than a
/// hundredth of a scale below 1, which is lost beside that at other places, a level of <see cref="DiscretizedLogistic"/> whose border is within rounding of the location, and
/// the slopes of counts above 64 that are nearer to their mean than a 64th of it: NaN stands for these, and for slopes by a count, which are none.
/// </summary>
internal sealed record ExactTable(ImmutableArray<ExactRow> Rows)
{
    public static IEnumerable<string> Families => DensityCases.Formulas.Select(form => form.Name).Where(name => name != nameof(Exponential));

    public int Parameters => Rows[0].Raw.Length;

    public static ExactTable Of(string family)
    {
        using var stream = typeof(ExactTable).Assembly.GetManifestResourceStream($"Hiwae.Runtime.Tests.Densities.Exact.{family.Replace("<", "", StringComparison.Ordinal).TrimEnd('>')}.csv");
        using StreamReader reader = new(stream ?? throw new ArgumentException($"There is no table of {family}."));
        return new([.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(ExactRow.Parse)]);
    }

    /// <summary>Raw parameters of all rows, each as often as asked for: blocks of the same parameter.</summary>
    public float[] Raw(int times) => [.. Rows.SelectMany(row => row.Raw.SelectMany(raw => Enumerable.Repeat(raw, times)))];

    public float[] Values(int times) => [.. Rows.SelectMany(row => Enumerable.Repeat(row.Value, times))];
}

/// <summary>A line of the table.</summary>
/// <param name="Value">The value.</param>
/// <param name="Raw">Its raw parameters.</param>
/// <param name="LogDensity">In nats.</param>
/// <param name="Slopes">By the value, then by each raw parameter.</param>
internal sealed record ExactRow(float Value, ImmutableArray<float> Raw, double LogDensity, ImmutableArray<double> Slopes)
{
    public static ExactRow Parse(string line)
    {
        var cells = line.Split(',');
        var parameters = (cells.Length - 3) / 2;
        double Number(int i) => double.Parse(cells[i], CultureInfo.InvariantCulture);
        float Single(int i) => float.Parse(cells[i], CultureInfo.InvariantCulture);
        return new(
            Single(0), [.. Enumerable.Range(1, parameters).Select(Single)], Number(1 + parameters),
            [.. Enumerable.Range(2 + parameters, 1 + parameters).Select(Number)]);
    }

    /// <summary>
    /// What is wrong with numbers found for it, or null. A log-density is to be right to some units of rounding of 1, of itself, and of what moves when a raw parameter is rounded,
    /// or a number of size 1; a slope to four times as many units of 1 and of itself, since a scale is the exponential of a parameter up to 80. What is out of the numbers' range is to be as far out as they go; where the log-density is finite and a
    /// slope is not, as it is at 0 for Beta(1, b), the slope has its sign. Nothing is to be NaN.
    /// </summary>
    /// <param name="precision">The numbers.</param>
    /// <param name="found">The log-density, then the slopes.</param>
    /// <param name="isMixture">Whether it is that of a mixture, whose components have no share of a sum that is zero or infinite, and so no slopes.</param>
    public string? Fault(Precision precision, ReadOnlySpan<double> found, bool isMixture)
    {
        var moved = Raw.Zip(Slopes.Skip(1), (raw, slope) => Math.Max(1, Math.Abs(raw)) * (double.IsFinite(slope) ? Math.Abs(slope) : 0)).Sum();
        if (!precision.IsRight(found[0], LogDensity, moved, precision.Tolerance))
            return Said("log-density", found[0], LogDensity);
        if (isMixture && Math.Abs(LogDensity) >= precision.Most)
            return null;
        for (var i = 0; i < Slopes.Length; i++)
        {
            var isRight = double.IsNaN(Slopes[i])
                ? double.IsFinite(found[1 + i])
                : double.IsFinite(LogDensity) && double.IsInfinity(Slopes[i])
                    ? !double.IsNaN(found[1 + i]) && Math.Sign(found[1 + i]) == Math.Sign(Slopes[i])
                    : precision.IsRight(found[1 + i], Slopes[i], 0, 4 * precision.Tolerance);
            if (!isRight)
                return Said(i == 0 ? "slope by the value" : $"slope by raw parameter {i - 1}", found[1 + i], Slopes[i]);
        }

        return null;
    }

    private string Said(string what, double found, double exact) =>
        FormattableString.Invariant($"At {Value:g9}, raw {string.Join(", ", Raw)}, the {what} is {found:g9} instead of {exact:g9}.");
}

/// <summary>How exact numbers of a kind have to be.</summary>
/// <param name="Tolerance">As a part of a number.</param>
/// <param name="Most">From this size on a number may be infinite.</param>
internal sealed record Precision(double Tolerance, double Most)
{
    /// <summary>32 bits: sixty-four units in the last place. A product within a factor of thirty of the range may be out of it on the way.</summary>
    public static Precision Single { get; } = new(64 * Math.Pow(2, -24), 1e37);

    /// <summary>64 bits, of which the series leave ten digits.</summary>
    public static Precision Double { get; } = new(1e-10, 1e307);

    public bool IsRight(double found, double exact, double moved, double tolerance) =>
        Math.Abs(exact) >= Most ? Math.Sign(exact) * found >= Most * (1 - tolerance) : Math.Abs(found - exact) <= tolerance * (1 + Math.Abs(exact) + moved);
}
