namespace Hiwae;

/// <summary>A network in evaluation, without dropout and with fixed normalisation, until this is disposed of; then as it was.</summary>
public readonly ref struct EvaluationMode : IDisposable
{
    private readonly Module network;
    private readonly bool training;

    /// <summary>Puts the network and its submodules into evaluation.</summary>
    public EvaluationMode(Module network)
    {
        (this.network, training) = (network, network.training);
        network.eval();
    }

    /// <inheritdoc/>
    public void Dispose() => network.train(training);
}
