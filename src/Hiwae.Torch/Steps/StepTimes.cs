namespace Hiwae.Torch;

/// <summary>Where the time of compiled steps went, in nanoseconds.</summary>
/// <param name="Forward">By operation, summed over threads.</param>
/// <param name="Backward">By operation, summed over threads.</param>
/// <param name="Summing">Adding up what the threads found for the gradients.</param>
/// <param name="Waiting">Threads that were done, waiting for others; summed over threads.</param>
/// <param name="Whole">From the start to the end of the calls.</param>
public sealed record StepTimes(double[] Forward, double[] Backward, double Summing, double Waiting, double Whole);
