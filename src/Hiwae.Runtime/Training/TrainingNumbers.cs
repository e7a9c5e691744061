using System.Globalization;
using Hiwae.Checkpoints;
using Hiwae.Randomness;

namespace Hiwae.Training;

/// <summary>The numbers of a training run beside its tensors, as texts of a file's head: whole numbers in digits, others as short as they can be to the last bit.</summary>
/// <param name="Epoch">The epochs completed.</param>
/// <param name="Step">The steps made.</param>
/// <param name="StepsPerEpoch">The steps of an epoch.</param>
/// <param name="Seed">The noise's seed.</param>
/// <param name="Draws">The draws that were made of it.</param>
/// <param name="Type">Its element type, which is the parameters'.</param>
/// <param name="Part">How far the epoch under way is.</param>
internal sealed record TrainingNumbers(int Epoch, long Step, int StepsPerEpoch, long Seed, long Draws, ScalarType Type, EpochPart Part)
{
    private const string Prefix = "hiwae.";
    private const string FormatName = Prefix + "training";

    /// <summary>The format of what is written.</summary>
    public const int CurrentFormat = 1;

    /// <summary>See <see cref="UnderWay.Order"/>.</summary>
    public long? Order { get; init; }

    /// <summary>See <see cref="UnderWay.Batch"/>.</summary>
    public long? Batch { get; init; }

    /// <summary>See <see cref="UnderWay.Updates"/>.</summary>
    public int Updates { get; init; }

    /// <summary>See <see cref="UnderWay.Bound"/>.</summary>
    public double? Bound { get; init; }

    /// <summary>The bound on the first batch.</summary>
    public double? FirstBound { get; init; }

    /// <summary>The last epoch.</summary>
    public TrainingEvent.EpochEnded? Last { get; init; }

    /// <summary>The best epoch.</summary>
    public TrainingEvent.EpochEnded? Best { get; init; }

    /// <summary>The steps that were taken into the averages; null where there are none.</summary>
    public long? AveragedSteps { get; init; }

    /// <summary>Whether the averages are in the network.</summary>
    public bool AreAveragesInPlace { get; init; }

    /// <summary>Whether there are best parameters beside those of the network.</summary>
    public bool HasBest { get; init; }

    /// <summary>Whether the best parameters are in the network.</summary>
    public bool IsBestInPlace { get; init; }

    /// <summary>The numbers of a run.</summary>
    /// <exception cref="ArgumentException">Its noise is not one that goes on from a number.</exception>
    public static TrainingNumbers Of<TModel>(TrainingState<TModel> state) where TModel : class, IModel<TModel>
    {
        var noise = state.Noise as CounterNoise ?? throw new ArgumentException(
            $"The noise of the run is a {state.Noise.GetType().Name}, whose place cannot be kept in a file; start the run with {nameof(Noise)}.{nameof(Noise.FromSeed)}(seed).");
        var underWay = state.UnderWay;
        return new(state.Epoch, state.Step, state.StepsPerEpoch, noise.Seed, noise.Draws, noise.DType, state.Part)
        {
            Order = underWay.Order,
            Batch = underWay.Batch,
            Updates = underWay.Updates,
            Bound = underWay.Bound,
            FirstBound = state.FirstBound,
            Last = state.LastEpoch,
            Best = state.BestEpoch,
            AveragedSteps = state.Averages?.Steps,
            AreAveragesInPlace = state.Averages is { Others.AreInPlace: true },
            HasBest = state.Best.Aside.Count > 0,
            IsBestInPlace = state.Best.AreInPlace,
        };
    }

    /// <summary>The numbers of a file's head.</summary>
    /// <exception cref="CheckpointException">One is missing or not in its range, or they are of a later format.</exception>
    public static TrainingNumbers From(string path, ImmutableSortedDictionary<string, string> metadata)
    {
        var file = new FileNumbers(path, metadata);
        file.Format(FormatName, CurrentFormat);
        var steps = (int)file.Whole(Prefix + "steps_per_epoch", int.MaxValue);
        var draws = file.Whole(Prefix + "draws");
        return new(
            (int)file.Whole(Prefix + "epoch", int.MaxValue - 1),
            file.Whole(Prefix + "step", long.MaxValue - 1),
            Math.Max(1, steps),
            file.Signed(Prefix + "seed"),
            draws,
            file.Name<ScalarType>(Prefix + "type") is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16
                ? file.Name<ScalarType>(Prefix + "type")
                : throw file.Wrong(Prefix + "type", "no type of random numbers"),
            new((int)file.Whole(Prefix + "part.steps", int.MaxValue - 1), file.Real(Prefix + "part.bound_sum")))
        {
            Order = file.WholeOrNone(Prefix + "order_draw", draws),
            Batch = file.WholeOrNone(Prefix + "batch_draw", draws),
            Updates = (int)file.Whole(Prefix + "updates", int.MaxValue - 1),
            Bound = file.RealOrNone(Prefix + "bound"),
            FirstBound = file.RealOrNone(Prefix + "first_bound"),
            Last = EpochFrom(file, Prefix + "last."),
            Best = EpochFrom(file, Prefix + "best."),
            AveragedSteps = file.WholeOrNone(Prefix + "averages.steps"),
            AreAveragesInPlace = file.Flag(Prefix + "averages.in_place"),
            HasBest = file.Flag(Prefix + "best_parameters"),
            IsBestInPlace = file.Flag(Prefix + "best_parameters.in_place"),
        };
    }

    /// <summary>As texts of a file's head.</summary>
    public ImmutableSortedDictionary<string, string> ToMetadata()
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Add("training", CurrentFormat);
        Add("epoch", Epoch);
        Add("step", Step);
        Add("steps_per_epoch", StepsPerEpoch);
        Add("seed", Seed);
        Add("draws", Draws);
        texts[Prefix + "type"] = Type.ToString();
        Add("part.steps", Part.Steps);
        Add("part.bound_sum", Part.BoundSum);
        Add("order_draw", Order);
        Add("batch_draw", Batch);
        Add("updates", Updates);
        Add("bound", Bound);
        Add("first_bound", FirstBound);
        AddEpoch("last.", Last);
        AddEpoch("best.", Best);
        Add("averages.steps", AveragedSteps);
        Add("averages.in_place", AreAveragesInPlace ? 1 : 0);
        Add("best_parameters", HasBest ? 1 : 0);
        Add("best_parameters.in_place", IsBestInPlace ? 1 : 0);
        return texts.ToImmutable();

        void Add(string name, IFormattable? number)
        {
            if (number is not null)
                texts[Prefix + name] = number.ToString(null, CultureInfo.InvariantCulture);
        }

        void AddEpoch(string name, TrainingEvent.EpochEnded? epoch)
        {
            if (epoch is null)
                return;
            Add(name + "epoch", epoch.Epoch);
            Add(name + "training_bound", epoch.TrainingBound);
            Add(name + "validation_bound", epoch.ValidationBound);
            Add(name + "is_best", epoch.IsBest ? 1 : 0);
        }
    }

    private static TrainingEvent.EpochEnded? EpochFrom(FileNumbers file, string name) => file.Has(name + "epoch")
        ? new((int)file.Whole(name + "epoch", int.MaxValue - 1), file.Real(name + "training_bound"), file.Real(name + "validation_bound"), file.Flag(name + "is_best"))
        : null;
}
