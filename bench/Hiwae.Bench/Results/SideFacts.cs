using Hiwae.Bench.Workers;
using Hiwae.Cli.Diagnosis;

namespace Hiwae.Bench.Results;

/// <summary>What one side runs on.</summary>
/// <param name="Torch">The tensor engine's version.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Blas">What the BLAS is.</param>
/// <param name="BlasFile">The BLAS's file.</param>
internal sealed record SideFacts(string? Torch, int? Threads, string? Blas, string? BlasFile)
{
    /// <summary>From a worker's answer.</summary>
    public static SideFacts Of(Reply reply)
    {
        var blas = reply.Blas is { } file ? Hiwae.Cli.Diagnosis.Blas.Among([file]) : null;
        return new(reply.Torch, reply.Threads, blas?.Name, blas?.File);
    }
}
