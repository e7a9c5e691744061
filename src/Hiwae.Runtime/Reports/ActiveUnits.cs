namespace Hiwae.Reports;

/// <summary>
/// How many of a variable's values depend on the data: those whose mean under the proposals varies over the data by more than a
/// hundredth, Var_x(E[z | x]) &gt; 0.01 (Burda, Grosse and Salakhutdinov 2016, section 5).
/// </summary>
/// <param name="Variable">The latent or auxiliary variable.</param>
/// <param name="Active">How many values are active.</param>
/// <param name="Variances">Var_x(E[z | x]) of each value; an estimate without bias, which may be slightly negative.</param>
public sealed record ActiveUnits(string Variable, int Active, ImmutableArray<double> Variances)
{
    /// <summary>What a variance must exceed.</summary>
    public const double Threshold = 0.01;

    /// <summary>How many values there are.</summary>
    public int Size => Variances.Length;

    /// <summary>From the sums over draws that <see cref="ActivityReports"/> makes.</summary>
    internal static ActiveUnits Of(string variable, IReadOnlyList<double> variances) =>
        new(variable, variances.Count(variance => variance > Threshold), [.. variances]);
}
