namespace Hiwae.Bench.ByHand;

/// <summary>
/// What operators leave behind. For each number that meets a tensor, as in <c>t * 0.5</c>, TorchSharp makes a small native object that no scope
/// disposes of; it goes with its finaliser. There is so little managed memory in use that the collector hardly ever comes, and meanwhile these objects lie
/// between the tensors, so that the memory of those cannot be used again in one piece: a process grows, and slows down.
/// </summary>
/// <param name="collects">Whether anything is done about them.</param>
internal sealed class Leftovers(bool collects)
{
    /// <summary>Has those of the last step finalised, if so asked.</summary>
    public void Collect()
    {
        if (collects)
            GC.Collect(0);
    }
}
