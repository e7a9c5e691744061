namespace Hiwae.Reports;

/// <summary>The bound with a number of samples.</summary>
/// <param name="Samples">M groups of K.</param>
/// <param name="Bound">The mean over images of log (1/M Σ_m ŵ_m), in nats.</param>
/// <param name="Error">Its standard error over draws for the same images; NaN where all draws are in one group.</param>
public readonly record struct SweptBound(int Samples, double Bound, double Error);
