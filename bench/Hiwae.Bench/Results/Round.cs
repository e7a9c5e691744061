namespace Hiwae.Bench.Results;

/// <summary>One turn of each side.</summary>
/// <param name="Ms">Milliseconds for each step or image, by side.</param>
/// <param name="FloorMs">Those of the matrix products alone; null where no library makes them.</param>
/// <param name="PeakMemoryMb">The most resident memory so far, in megabytes of 10⁶ bytes, by side.</param>
/// <param name="Others">The share of the processors' time that other processes took meanwhile; null where the system does not tell.</param>
internal sealed record Round(
    IReadOnlyDictionary<string, double> Ms, double? FloorMs, IReadOnlyDictionary<string, double> PeakMemoryMb, double? Others);
