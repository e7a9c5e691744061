namespace Hiwae.Compilation;

/// <summary>
/// The proposals of a group in slices of even size. Each goes through the model by itself, so that memory does not grow with K: once for the sum of all weights, and
/// once more, with the same draws, for the gradient.
/// </summary>
/// <param name="Samples">K.</param>
/// <param name="Count">The number of slices; with 1, all proposals go together and once.</param>
internal readonly record struct Slices(int Samples, int Count)
{
    /// <summary>Up to so many proposals of a group go together where nothing else is asked for: a second way forward takes longer than what leaves the cache costs.</summary>
    public const int MostTogether = 4096;

    /// <summary>The proposals of a slice where nothing else is asked for.</summary>
    public const int Usual = 256;

    /// <summary>The largest slice.</summary>
    public int Largest => (Samples + Count - 1) / Count;

    /// <summary>The first proposal of a slice; that of the one behind the last is K.</summary>
    public int First(int slice) => (int)((long)Samples * slice / Count);

    /// <summary>Slices of at most so many proposals.</summary>
    /// <param name="samples">K.</param>
    /// <param name="most">The limit; null for the usual one, which is put to many proposals alone.</param>
    /// <param name="states">The number of states of each proposal, which count as so many; 0 where nothing is enumerated.</param>
    public static Slices Of(int samples, int? most, int states = 0)
    {
        var rows = Math.Max(1, states);
        return (most ?? ((long)samples * rows > MostTogether ? Math.Max(1, Usual / rows) : samples)) is var limit && samples > limit
            ? new(samples, (int)(((long)samples + limit - 1) / limit))
            : new(samples, 1);
    }
}

/// <summary>What a worker does on its way through slices.</summary>
internal enum SlicePass
{
    /// <summary>Datum by datum, the sums over all slices and then the gradient.</summary>
    Both,

    /// <summary>The sums over its slices alone.</summary>
    Sums,

    /// <summary>The gradient alone, of its slices: the sums over all are known.</summary>
    Gradients,
}
