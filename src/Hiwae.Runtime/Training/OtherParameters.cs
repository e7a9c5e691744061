namespace Hiwae.Training;

/// <summary>
/// Tensors that may take the place of a network's own, such as averages of its parameters or the best ones so far: each of the two is in the network or aside, and none is lost.
/// </summary>
/// <param name="network">The network.</param>
internal sealed class OtherParameters(Module network) : IDisposable
{
    private Dictionary<string, Tensor> aside = [];

    /// <summary>Whether they are in the network, and its own are aside.</summary>
    public bool AreInPlace { get; private set; }

    /// <summary>What is aside, by the network's names: they, or its own while <see cref="AreInPlace"/>. Empty where there are none.</summary>
    public IReadOnlyDictionary<string, Tensor> Aside => aside;

    /// <summary>Takes copies of the network's tensors.</summary>
    /// <param name="which">Whether one is taken; all are where null.</param>
    public void Keep(Func<Tensor, bool>? which = null)
    {
        Dispose();
        using var scope = NewDisposeScope();
        aside = network.state_dict()
            .Where(entry => which is null || which(entry.Value))
            .ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone().DetachFromDisposeScope());
        AreInPlace = false;
    }

    /// <summary>Says which of the two are in the network, where both were read from a file.</summary>
    public void Declare(bool areInPlace) => AreInPlace = areInPlace;

    /// <summary>Puts them into the network; nothing where they are there.</summary>
    public void PutInPlace()
    {
        if (!AreInPlace)
            Exchange();
    }

    /// <summary>Puts the network's own back; nothing where they are there.</summary>
    public void TakeOut()
    {
        if (AreInPlace)
            Exchange();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in aside.Values)
            tensor.Dispose();
        aside = [];
    }

    private void Exchange()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var values = network.state_dict();
        foreach (var (name, other) in aside)
        {
            var value = values[name];
            var copy = value.clone();
            value.copy_(other);
            other.copy_(copy);
        }

        AreInPlace = !AreInPlace;
    }
}
