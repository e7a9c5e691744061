using System.Text.Json.Serialization;

namespace Hiwae.Studies.Coupling;

/// <summary>What a trained estimator does, against the exact p(x) of what is seen. A number that is not finite is null.</summary>
internal sealed record CellResult
{
    public required string Mode { get; init; }

    public required string View { get; init; }

    public required string Family { get; init; }

    public required int Samples { get; init; }

    public required string Gradient { get; init; }

    public required string Variation { get; init; }

    public required long Seed { get; init; }

    public required string Settings { get; init; }

    public required int Images { get; init; }

    /// <summary>log p(x) − L_K in nats, the mean over images.</summary>
    public required double? Gap { get; init; }

    /// <summary>Var(log ŵ) in nats², the mean over images.</summary>
    public required double? LogVariance { get; init; }

    /// <summary>Σ_{i≠j} Cov(v_i, v_j) / Σ_j Var(v_j) of the image in the middle.</summary>
    public required double? Dependence { get; init; }

    /// <summary>The same with numerator and denominator summed over images.</summary>
    public required double? PooledDependence { get; init; }

    /// <summary>The least that <see cref="Dependence"/> could be at these weights, max(−1, −(K − 1)/R), of the image in the middle.</summary>
    public required double? DependenceFloor { get; init; }

    /// <summary>−1/R, the floor of the correlation of two weights, of the image in the middle.</summary>
    public required double? Floor { get; init; }

    /// <summary>E ŵ / p(x), the mean over images; 1 where the estimate is unbiased.</summary>
    public required double? MeanRatio { get; init; }

    /// <summary>The standard error of <see cref="MeanRatio"/>.</summary>
    public required double? MeanRatioError { get; init; }

    /// <summary>Of each image by itself where each was trained by itself: the number of modes of its posterior, and the gap.</summary>
    public ImmutableArray<ImageResult> Each { get; init; } = [];

    public required double Seconds { get; init; }

    /// <summary>Whether it is the training that is asked for.</summary>
    public bool IsOf(Cell cell, string settings) =>
        (Mode, View, Family, Samples, Seed, Variation) == (cell.Mode, cell.View, cell.Family, cell.Samples, cell.Seed, cell.Variation) && Gradient == cell.Gradient.ToString() && Settings == settings;
}

/// <summary>One image of a cell.</summary>
internal sealed record ImageResult(int Image, int Modes, double? Gap, double? LogVariance, double? Dependence, double? DependenceFloor, double? MeanRatio);

/// <summary>What a study is of, and its p.</summary>
/// <param name="Data">The digest of the data.</param>
/// <param name="Source">Where they were.</param>
/// <param name="Fit">How p is fitted.</param>
internal sealed record Beginning(string Data, string Source, DecoderFit Fit);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CellResult))]
[JsonSerializable(typeof(Beginning))]
internal sealed partial class CellJson : JsonSerializerContext;
