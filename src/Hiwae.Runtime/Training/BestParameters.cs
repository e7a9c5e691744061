namespace Hiwae.Training;

/// <summary>Keeps a copy of the parameters with the highest validation bound.</summary>
/// <param name="network">The network that is being trained.</param>
internal sealed class BestParameters(Module network) : IDisposable
{
    private Dictionary<string, Tensor> copy = [];
    private double bound = double.NegativeInfinity;
    private int bestEpoch;
    private int lastEpoch;

    /// <summary>Whether the last epochs brought nothing better, for longer than the options' patience.</summary>
    public bool IsStale(TrainingOptions options) => options.IsStale(lastEpoch, bestEpoch);

    /// <summary>Copies the parameters where the bound is the highest so far; whether it is.</summary>
    public bool Offer(int epoch, double validationBound)
    {
        lastEpoch = epoch;
        if (!(validationBound > bound))
            return false;
        (bound, bestEpoch) = (validationBound, epoch);
        Dispose();
        using var scope = NewDisposeScope();
        copy = network.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone().DetachFromDisposeScope());
        return true;
    }

    /// <summary>Puts the best parameters back; the epoch that they are from.</summary>
    public int Restore()
    {
        if (copy.Count == 0)
            return lastEpoch;
        using var nothing = no_grad();
        foreach (var (name, tensor) in network.state_dict())
            tensor.copy_(copy[name]);
        return bestEpoch;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in copy.Values)
            tensor.Dispose();
        copy = [];
    }
}
