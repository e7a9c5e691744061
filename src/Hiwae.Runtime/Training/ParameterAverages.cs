namespace Hiwae.Training;

/// <summary>
/// The average of the parameters over a run, in which those of t steps ago count βᵗ (Polyak and Juditsky 1992, exponentially weighted), and that of
/// running statistics with them. Corrected for its start as Adam's moments are: after n steps the weights (1 − β) βᵗ are divided by their sum,
/// 1 − βⁿ, so that the initial parameters have no share in it.
/// </summary>
public sealed class ParameterAverages : IDisposable
{
    private readonly Dictionary<string, Tensor> others;
    private readonly Module network;
    private readonly double decay;
    private long steps;

    // Whether the network holds the averages, and the parameters that are trained are kept aside.
    private bool areInPlace;

    /// <summary>Averages of no step yet: they are the parameters as they are.</summary>
    /// <param name="network">The network whose parameters are averaged.</param>
    /// <param name="decay">β, from 0 to below 1.</param>
    internal ParameterAverages(Module network, double decay)
    {
        (this.network, this.decay) = (network, decay);
        using var scope = NewDisposeScope();
        others = network.state_dict()
            .Where(entry => entry.Value.is_floating_point()) // Counts are the network's own.
            .ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>Puts the averages into the network; nothing where they are there.</summary>
    internal void PutInPlace()
    {
        if (!areInPlace)
            Exchange();
    }

    /// <summary>Puts the parameters that are trained back into the network; nothing where they are there.</summary>
    internal void TakeOut()
    {
        if (areInPlace)
            Exchange();
    }

    /// <summary>Takes the parameters as they are after a step into the averages.</summary>
    internal void Add()
    {
        TakeOut();
        steps++;
        using var scope = NewDisposeScope();
        using var constant = no_grad();

        // The corrected average of n steps from that of n − 1. A difference that is weighted cannot drift, as two weights that are rounded can.
        var weight = (1 - decay) / (1 - Math.Pow(decay, steps));
        var values = network.state_dict();
        foreach (var (name, average) in others)
            average.add_(values[name] - average, weight);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in others.Values)
            tensor.Dispose();
    }

    private void Exchange()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var values = network.state_dict();
        foreach (var (name, other) in others)
        {
            var value = values[name];
            var aside = value.clone();
            value.copy_(other);
            other.copy_(aside);
        }

        areInPlace = !areInPlace;
    }
}
