namespace Hiwae.Bench.Results;

/// <summary>What one side runs on.</summary>
/// <param name="Torch">The tensor engine's version.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Blas">What the BLAS is.</param>
/// <param name="BlasFile">The BLAS's file.</param>
internal sealed record SideFacts(string? Torch, int? Threads, string? Blas, string? BlasFile);
