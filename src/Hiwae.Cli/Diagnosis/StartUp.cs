using Hiwae.Cli.Results;
using Hiwae.Compilation;

namespace Hiwae.Cli.Diagnosis;

/// <summary>The settings that the engine makes at start-up, each with what it is worth on this machine.</summary>
internal static class StartUp
{
    /// <summary>One fact a setting.</summary>
    /// <param name="areFlushed">Whether denormal numbers become zeros.</param>
    /// <param name="found">What was measured; null on an engine that makes no settings.</param>
    public static IEnumerable<DoctorFact> Facts(bool areFlushed, EngineTimes? found)
    {
        var denormals = areFlushed ? "flushed to zero" : "kept";
        yield return new("denormals", found is { DenormalsFlushed: { } flushed, DenormalsKept: { } kept }
            ? $"{denormals}; a product of them takes {Milliseconds(flushed)} flushed, {Milliseconds(kept)} kept ({Ratio(kept / flushed)} times)"
            : denormals);
        if (found is null)
            yield break;
        yield return new("product in steps", string.Create(
            CultureInfo.InvariantCulture, $"{MatrixSpeed.Operations / found.Product / 1e9:F1} GFLOP/s by {found.ProductLibrary}"));
        yield return new("large blocks", $"kept; 16 MiB take {Milliseconds(found.BlockKept)}, {Milliseconds(found.BlockMapped)} when mapped anew");
    }

    private static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:F3} ms");

    private static string Ratio(double ratio) => ratio.ToString("F1", CultureInfo.InvariantCulture);
}
