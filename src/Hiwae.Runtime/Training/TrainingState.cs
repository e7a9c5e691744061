namespace Hiwae.Training;

/// <summary>Where a training run stands. The tensors in it are updated in place; the counters are values.</summary>
/// <typeparam name="TModel">The declared model.</typeparam>
/// <param name="Network">The parameters.</param>
/// <param name="Optimizer">Adam with its moments.</param>
/// <param name="Noise">The run's one source of randomness.</param>
/// <param name="Epoch">Whole passes made.</param>
/// <param name="Step">Steps made.</param>
public sealed record TrainingState<TModel>(
    ModelNetwork<TModel> Network,
    optim.Optimizer Optimizer,
    Noise Noise,
    int Epoch,
    long Step) : IDisposable
    where TModel : class, IModel<TModel>
{
    /// <summary>Releases the parameters and the optimiser's moments.</summary>
    public void Dispose()
    {
        Optimizer.Dispose();
        Network.Dispose();
    }
}
