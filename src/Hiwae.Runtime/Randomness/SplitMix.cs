namespace Hiwae.Randomness;

/// <summary>
/// Steele, Lea and Flood's SplitMix64 (2014): a sequence that is the same on every machine and under every version of
/// .NET, and cheap to start anew for each image, so that images can be drawn in parallel and in any order. Its finaliser also
/// makes seeds of other generators from several numbers.
/// </summary>
internal struct SplitMix(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state = seed;

    /// <summary>The sequence of one image.</summary>
    public static SplitMix For(ulong seed, int index) => new(Mix(seed + Golden) ^ Mix(((ulong)index + 1) * Golden));

    /// <summary>
    /// The seed of a stream of its own: what has the same seed, and differs in a number, has nothing else in common. Each number goes through the finaliser together with all before it, so that neither small numbers
    /// nor neighbours meet.
    /// </summary>
    /// <param name="seed">The seed that all streams have in common.</param>
    /// <param name="numbers">What tells them apart, in an order of the caller's, as many for all of its streams.</param>
    public static long SeedOf(long seed, params ReadOnlySpan<long> numbers)
    {
        var mixed = Mix((ulong)seed + Golden);
        foreach (var number in numbers)
            mixed = Mix((mixed ^ (ulong)number) + Golden);
        return (long)mixed;
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits() => Mix(state += Golden);

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * ((Bits() >> 11) * (1.0 / (1UL << 53))));

    /// <summary>
    /// Bell-shaped in ±3 deviations: the sum of three uniform values, made without a logarithm because libraries round
    /// that differently.
    /// </summary>
    public double Bell(double deviation) => deviation * (Between(-1, 1) + Between(-1, 1) + Between(-1, 1));

    /// <summary>One of 0 … count − 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Bits(), (ulong)count, out _);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
