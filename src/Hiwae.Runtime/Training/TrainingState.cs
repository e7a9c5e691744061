using Hiwae.Communication;
using Hiwae.Compilation;

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
    /// <summary>How far the epoch under way is.</summary>
    public EpochPart Part { get; init; }

    /// <summary>The bound on the first batch, of the network that had learned nothing, in nats; null before the first step.</summary>
    public double? FirstBound { get; init; }

    /// <summary>The last epoch that ended; null where none did.</summary>
    public TrainingEvent.EpochEnded? LastEpoch { get; init; }

    /// <summary>The epoch with the best validation bound so far; null where none ended.</summary>
    public TrainingEvent.EpochEnded? BestEpoch { get; init; }

    /// <summary>The epoch at whose end the parameters in the network were as they are; null in mid-epoch, and before the first has ended.</summary>
    public int? KeptEpoch => (Best.AreInPlace, Part.Steps, UnderWay.Updates) switch
    {
        (true, _, _) => BestEpoch?.Epoch,
        (_, 0, 0) when Epoch > 0 => Epoch,
        _ => null,
    };

    /// <summary>The averages of the parameters; null where none are kept.</summary>
    public ParameterAverages? Averages { get; init; }

    /// <summary>The number of steps of an epoch: warm-up and schedules are told in epochs.</summary>
    public int StepsPerEpoch { get; init; } = 1;

    /// <summary>The position in the run, in epochs and parts of epochs.</summary>
    public double Position => (double)Step / StepsPerEpoch;

    /// <summary>The parameters of <see cref="BestEpoch"/>, where patience wants them.</summary>
    internal OtherParameters Best { get; } = new(Network);

    /// <summary>What of the epoch and of the step under way depends on the place in the noise, and is changed with it.</summary>
    internal UnderWay UnderWay { get; } = new();

    /// <summary>
    /// Puts the parameters to keep into the network: their averages where such are kept. The next step goes on from those that are trained.
    /// </summary>
    public void Settle() => Averages?.PutInPlace();

    /// <summary>No step follows for now: <see cref="Settle"/>, and no gradient is left in memory of what connects processes.</summary>
    internal void End()
    {
        Settle();
        Exchange?.Release();
    }

    /// <summary>Puts the parameters that are trained into the network.</summary>
    internal void Unsettle()
    {
        Best.TakeOut();
        Averages?.TakeOut();
    }

    /// <summary>The processes that take its steps together; null where one takes them. See <see cref="Trainer.Join"/>.</summary>
    public ProcessGroup? Group => Division?.Group;

    /// <summary>How its steps are divided among processes; null where one takes them.</summary>
    internal StepDivision? Division { get; init; }

    /// <summary>Adds up the gradients of processes; null where one takes the steps.</summary>
    internal GradientExchange? Exchange { get; init; }

    /// <summary>Whether patience is over.</summary>
    internal bool IsStale(TrainingOptions options) => options.IsStale(LastEpoch?.Epoch ?? 0, BestEpoch?.Epoch ?? 0);

    /// <summary>Puts the best parameters into the network, where patience has kept some; the epoch that those in the network are from.</summary>
    internal int SettleOnBest(TrainingOptions options)
    {
        if (options.Patience is null || Best.Aside.Count == 0 || BestEpoch is null)
            return Epoch;
        Best.PutInPlace();
        return BestEpoch.Epoch;
    }

    /// <summary>Releases the parameters, their averages and the optimisers' moments.</summary>
    public void Dispose()
    {
        Averages?.Dispose();
        Best.Dispose();
        Exchange?.Dispose();
        Optimisers.Dispose();
        Network.Dispose();
    }
}

/// <summary>How far an epoch is.</summary>
/// <param name="Steps">The steps made in it.</param>
/// <param name="BoundSum">The sum over them of bound times batch size, in nats.</param>
public readonly record struct EpochPart(int Steps, double BoundSum)
{
    /// <summary>After one more step.</summary>
    internal EpochPart After(double bound, int count) => new(Steps + 1, BoundSum + (bound * count));
}
