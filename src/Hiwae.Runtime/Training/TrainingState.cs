namespace Hiwae.Training;

/// <summary>The state of a training run. The tensors in it are updated in place; the counters are values.</summary>
/// <typeparam name="TModel">The declared model.</typeparam>
/// <param name="Network">The parameters.</param>
/// <param name="Optimisers">Adam with its moments, for P and for Q and R.</param>
/// <param name="Noise">The run's one source of randomness.</param>
/// <param name="Epoch">The number of epochs completed.</param>
/// <param name="Step">The number of steps made.</param>
public sealed record TrainingState<TModel>(
    ModelNetwork<TModel> Network,
    Optimisers Optimisers,
    Noise Noise,
    int Epoch,
    long Step) : IDisposable
    where TModel : class, IModel<TModel>
{
    /// <summary>The averages of the parameters; null where none are kept.</summary>
    public ParameterAverages? Averages { get; init; }

    /// <summary>The number of steps of an epoch: warm-up and schedules are told in epochs.</summary>
    public int StepsPerEpoch { get; init; } = 1;

    /// <summary>The position in the run, in epochs and parts of epochs.</summary>
    public double Position => (double)Step / StepsPerEpoch;

    /// <summary>
    /// Puts the parameters to keep into the network: their averages where such are kept. The next step goes on from those that are trained.
    /// </summary>
    public void Settle() => Averages?.PutInPlace();

    /// <summary>Releases the parameters, their averages and the optimisers' moments.</summary>
    public void Dispose()
    {
        Averages?.Dispose();
        Optimisers.Dispose();
        Network.Dispose();
    }
}
