using Hiwae.Randomness;

namespace Hiwae.Annealing;

/// <summary>What random numbers are for: each has a stream of its own.</summary>
internal enum AnnealingStream
{
    /// <summary>Latent values and data that are drawn from the model.</summary>
    Simulation,

    /// <summary>The proposals whose moments a start density has.</summary>
    Moments,

    /// <summary>The first points of the chains on which step sizes are found.</summary>
    AdaptedPoints,

    /// <summary>The moves of these.</summary>
    AdaptedMoves,

    /// <summary>The first points of the chains forward.</summary>
    ForwardPoints,

    /// <summary>The moves of these.</summary>
    ForwardMoves,

    /// <summary>The moves of the chains backward.</summary>
    BackwardMoves,
}

/// <summary>
/// The seeds of annealing. A noise is a counter: of one seed its numbers are the same whatever they are for, so that simulated data and proposals, which an evaluation draws from the seed itself, would share
/// them, and a proposal could be the very point that a datum comes from.
/// </summary>
internal static class AnnealingSeeds
{
    /// <summary>The seed of simulated data.</summary>
    /// <param name="seed">The seed that was given.</param>
    public static long OfSimulation(long seed) => SplitMix.SeedOf(seed, (long)AnnealingStream.Simulation, 0, 0, 0, 0);

    /// <summary>The seed of a stream of some data.</summary>
    /// <param name="options">The seed that was given, where chains start, and the number of temperatures.</param>
    /// <param name="stream">What the numbers are for.</param>
    /// <param name="datum">The first of the data.</param>
    /// <param name="part">The part of their chains.</param>
    public static long Of(AnnealingOptions options, AnnealingStream stream, long datum, int part) =>
        SplitMix.SeedOf(options.Seed, (long)stream, datum, part, (long)options.Start, options.Steps);
}
