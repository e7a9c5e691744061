using Hiwae.Cli.Results;

namespace Hiwae.Cli.Diagnosis;

/// <summary>The settings that the engine makes at start-up, each with what it is worth on this machine.</summary>
internal static class StartUp
{
    /// <summary>One fact a setting.</summary>
    /// <param name="areFlushed">Whether denormal numbers become zeros.</param>
    public static IEnumerable<DoctorFact> Facts(bool areFlushed)
    {
        var denormals = areFlushed ? "flushed to zero" : "kept";
#if HIWAE_TORCH
        var found = Torch.EngineMeasurements.Take(MatrixSpeed.Size);
        yield return new("denormals", found is { DenormalsFlushed: { } flushed, DenormalsKept: { } kept }
            ? $"{denormals}; a product of them takes {Milliseconds(flushed)} flushed, {Milliseconds(kept)} kept ({Ratio(kept / flushed)} times)"
            : denormals);
        yield return new("product in steps", string.Create(
            CultureInfo.InvariantCulture, $"{MatrixSpeed.Operations / found.Product / 1e9:F1} GFLOP/s by {found.ProductLibrary}"));
        yield return new("large blocks", $"kept; 16 MiB take {Milliseconds(found.BlockKept)}, {Milliseconds(found.BlockMapped)} when mapped anew");
#else
        yield return new("denormals", denormals);
#endif
    }

#if HIWAE_TORCH
    private static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:F3} ms");

    private static string Ratio(double ratio) => ratio.ToString("F1", CultureInfo.InvariantCulture);
#endif
}
