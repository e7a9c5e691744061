using Hiwae.Reports;

namespace Hiwae.Studies.Coupling;

/// <summary>The estimator on one image, in units of its p(x).</summary>
/// <param name="Gap">−E log(ŵ/p) in nats.</param>
/// <param name="LogVariance">Var(log ŵ).</param>
/// <param name="Own">Σ_j Var(v_j) / p².</param>
/// <param name="Shared">Σ_{i≠j} Cov(v_i, v_j) / p².</param>
/// <param name="Mean">E ŵ / p.</param>
/// <param name="Squares">Σ_j (E v_j)² / p².</param>
/// <param name="Samples">K.</param>
internal sealed record Measurement(double Gap, double LogVariance, double Own, double Shared, double Mean, double Squares, int Samples)
{
    /// <summary>Σ Cov / Σ Var; 0 for K = 1.</summary>
    public double Dependence => Shared / Own;

    /// <summary>−1/R, R = Var(v)/(E v)² of one term.</summary>
    public double Floor => -Squares / Own;

    /// <summary>What <see cref="Dependence"/> cannot be below: no weight is negative, so that Cov(v_i, v_j) ≥ −E v_i E v_j, and no variance is.</summary>
    public double DependenceFloor => Math.Max(-1, ((Mean * Mean) - Squares) / -Own);

    /// <summary>Measures draws.</summary>
    /// <param name="logTerms">log(π_j w_j) in nats, [repeats, samples].</param>
    /// <param name="logEvidence">log p(x) in nats.</param>
    public static Measurement Of(double[,] logTerms, double logEvidence)
    {
        var (repeats, samples) = (logTerms.GetLength(0), logTerms.GetLength(1));
        var (logs, sums, column) = (new double[repeats], new double[repeats], new double[repeats]);
        var (own, squares) = (0.0, 0.0);
        for (var j = 0; j < samples; j++)
        {
            for (var r = 0; r < repeats; r++)
                sums[r] += column[r] = Math.Exp(logTerms[r, j] - logEvidence);
            own += Statistics.Variance(column);
            var mean = column.Average();
            squares += mean * mean;
        }

        var row = new double[samples];
        for (var r = 0; r < repeats; r++)
        {
            for (var j = 0; j < samples; j++)
                row[j] = logTerms[r, j];
            logs[r] = LogNumbers.LogSumExp(row) - logEvidence;
        }

        return new(-logs.Average(), Statistics.Variance(logs), own, Statistics.Variance(sums) - own, sums.Average(), squares, samples);
    }
}
