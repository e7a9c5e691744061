namespace Hiwae.Training;

/// <summary>How a run is tested at the end of its training.</summary>
/// <param name="Samples">Samples for each image of the log-likelihood.</param>
/// <param name="Limit">The number of test images, from the first on; null for all.</param>
public sealed record RunTest(int Samples, int? Limit = null);
