namespace Hiwae.Bench.Results;

/// <summary>Something of each side.</summary>
/// <param name="Ours">Ours.</param>
/// <param name="Peer">PyTorch as installed.</param>
/// <param name="TunedPeer">PyTorch with the settings that are fastest.</param>
internal sealed record Each<T>(T Ours, T Peer, T TunedPeer)
{
    /// <summary>A function of each, in order.</summary>
    public Each<TResult> Select<TResult>(Func<T, TResult> function) => new(function(Ours), function(Peer), function(TunedPeer));

    /// <summary>The three, in order.</summary>
    public T[] ToArray() => [Ours, Peer, TunedPeer];
}
