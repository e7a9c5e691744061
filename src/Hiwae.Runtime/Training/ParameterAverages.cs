namespace Hiwae.Training;

/// <summary>
/// The average of the parameters over a run, in which those of t steps ago count βᵗ (Polyak and Juditsky 1992, exponentially weighted), and that of
/// running statistics with them. Corrected for its start as Adam's moments are: after n steps the weights (1 − β) βᵗ are divided by their sum,
/// 1 − βⁿ, so that the initial parameters have no share in it.
/// </summary>
public sealed class ParameterAverages : IDisposable
{
    private readonly Module network;
    private readonly double decay;

    /// <summary>Averages of no step yet: they are the parameters as they are.</summary>
    /// <param name="network">The network whose parameters are averaged.</param>
    /// <param name="decay">β, from 0 to below 1.</param>
    internal ParameterAverages(Module network, double decay)
    {
        (this.network, this.decay, Others) = (network, decay, new(network));
        Others.Keep(tensor => tensor.is_floating_point()); // Counts are the network's own.
    }

    /// <summary>The averages or, while these are in the network, the parameters that are trained.</summary>
    internal OtherParameters Others { get; }

    /// <summary>n, the steps that were taken into them.</summary>
    internal long Steps { get; set; }

    /// <summary>Puts the averages into the network; nothing where they are there.</summary>
    internal void PutInPlace() => Others.PutInPlace();

    /// <summary>Puts the parameters that are trained back into the network; nothing where they are there.</summary>
    internal void TakeOut() => Others.TakeOut();

    /// <summary>Takes the parameters as they are after a step into the averages.</summary>
    internal void Add()
    {
        TakeOut();
        Steps++;
        using var scope = NewDisposeScope();
        using var constant = no_grad();

        // The corrected average of n steps from that of n − 1. A difference that is weighted cannot drift, as two weights that are rounded can.
        var weight = (1 - decay) / (1 - Math.Pow(decay, Steps));
        var values = network.state_dict();
        foreach (var (name, average) in Others.Aside)
            average.add_(values[name] - average, weight);
    }

    /// <inheritdoc/>
    public void Dispose() => Others.Dispose();
}
