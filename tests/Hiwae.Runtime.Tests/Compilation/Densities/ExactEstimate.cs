using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>An estimate in 64-bit numbers, by the definition.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Plates">Numbers of rows.</param>
/// <param name="Temperature">T.</param>
/// <param name="Alpha">α.</param>
internal sealed record ExactEstimate(Operation.Estimate Operation, KernelPlates Plates, double Temperature, double Alpha = 0)
{
    /// <summary>By proposal: log w + log π, tempered, to the power of 1 − α but for a number π, or else 1/K.</summary>
    /// <param name="numbers">By place of a value, all rows.</param>
    public double[] LogWeights(double[][] numbers) => [.. Enumerable.Range(0, Plates.Rows.Sample).Select(row => LogWeight(numbers, row))];

    /// <summary>By group: log Σ of these.</summary>
    public double[] Sums(double[] logWeights) => [.. logWeights.Chunk(Plates.Samples).Select(group => ExactDensities.LogSum(group))];

    private double LogWeight(double[][] numbers, int row)
    {
        double Term(Value value) => numbers[value.Id][Plates.RowAt(value, Level.Sample, row)];
        double Sum(bool observed) =>
            Operation.Terms.Where(term => term.Kind == TermKind.Observed == observed).Sum(term => (term.Kind == TermKind.Subtracted ? -1 : 1) * Term(term.Value));

        var (own, logCount, logDraws) = (row % Plates.Samples % Plates.Heads, Math.Log(Plates.Samples), Math.Log((double)Plates.Samples / Plates.Heads));
        double[] densities = [.. Enumerable.Range(0, Plates.Heads).Select(i => Operation.Crosses.Sum(cross => numbers[cross.Id][(row * Plates.Heads) + i]))];
        var logShare = Operation.Weighting switch
        {
            Programs.Weighting.Learned { LogWeights: var learned } => numbers[learned.Id][own] - logDraws,
            Programs.Weighting.Power { Beta: var beta } when Operation.Crosses.Length > 0 =>
                (beta * densities[own]) - ExactDensities.LogSum([.. densities.Select(density => beta * density)]) - logDraws,
            Programs.Weighting.Maximum when Operation.Crosses.Length > 0 =>
                densities[own] < densities.Max() ? double.NegativeInfinity : -Math.Log(densities.Count(density => density >= densities.Max())) - logDraws,
            _ => -logCount,
        };
        var rest = Sum(observed: false) - densities[own] + logShare;
        double Tempered(double value) => (Temperature == 0 ? 0 : Temperature * (value + logCount)) - logCount;
        var number = Operation.Weighting is Programs.Weighting.Learned ? Tempered(logShare) : -logCount;
        return ((1 - Alpha) * (Sum(observed: true) + Tempered(rest))) + (Alpha * number);
    }
}
