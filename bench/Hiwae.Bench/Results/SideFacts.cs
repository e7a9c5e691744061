using Hiwae.Bench.Workers;

namespace Hiwae.Bench.Results;

/// <summary>What one side runs on.</summary>
/// <param name="Torch">The tensor engine and its version.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Step">The path that steps take; null where there is one way alone.</param>
internal sealed record SideFacts(string? Torch, int? Threads, string? Step)
{
    /// <summary>From a worker's answer.</summary>
    public static SideFacts Of(Reply reply) => new(reply.Torch, reply.Threads, reply.Step);
}
