namespace Hiwae.Evaluation;

/// <summary>A mean log-likelihood over images.</summary>
/// <param name="Mean">The mean of log ŵ in nats per image; the negative log-likelihood (NLL) is −<paramref name="Mean"/>.</param>
/// <param name="StandardError">Of the mean, over images.</param>
/// <param name="Images">How many images.</param>
/// <param name="Samples">How many samples per image.</param>
public readonly record struct LogLikelihood(double Mean, double StandardError, int Images, int Samples)
{
    /// <summary>From the per-image values.</summary>
    /// <param name="values">log ŵ of each image, in nats.</param>
    /// <param name="samples">How many samples per image they were made with.</param>
    public static LogLikelihood From(IReadOnlyCollection<double> values, int samples)
    {
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Count - 1);
        return new(mean, Math.Sqrt(variance / values.Count), values.Count, samples);
    }
}
