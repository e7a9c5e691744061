namespace Hiwae.Randomness;

/// <summary>How numbers are made of random words.</summary>
/// <typeparam name="T">The numbers.</typeparam>
internal unsafe interface IDistribution<T> where T : unmanaged
{
    /// <summary>Numbers of one block, which is four words.</summary>
    static abstract int PerBlock { get; }

    /// <summary>
    /// Writes the numbers of as many blocks as a vector has lanes of 64 bits. In each lane's lower half is a word of one block; what is above is anything.
    /// Of two neighbouring lanes, the first is among the first half of the numbers, the second at the same place of the other half.
    /// </summary>
    static abstract void Write<V, L>(V word0, V word1, V word2, V word3, T* to) where V : unmanaged where L : IWords<V>;
}
