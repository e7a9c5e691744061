using Hiwae.Checkpoints;
using Hiwae.Randomness;

namespace Hiwae.Training;

/// <summary>
/// The file from which a run goes on to the last bit: everything that a <see cref="TrainingState{TModel}"/> is, the parameters too, so that it is whole by itself whatever becomes of the
/// files beside it. Tensors are <c>network.NAME</c>, <c>first_moment.NAME</c>, <c>second_moment.NAME</c>, <c>largest_moment.NAME</c>, <c>steps.NAME</c>, <c>averages.NAME</c> and
/// <c>best.NAME</c>; of the last two what is not in the network.
/// </summary>
internal static class TrainingFile
{
    private static readonly string[] Moments = ["first_moment.", "second_moment.", "largest_moment."];

    /// <summary>The content of a run's file.</summary>
    /// <exception cref="ArgumentException">Its noise is not one that goes on from a number.</exception>
    public static FileContent Content<TModel>(string path, TrainingState<TModel> state) where TModel : class, IModel<TModel>
    {
        var numbers = TrainingNumbers.Of(state);
        return new(path, stream =>
        {
            using var scope = NewDisposeScope();
            Safetensors.Content(path, TensorsOf(state), numbers.ToMetadata()).Write(stream);
        });
    }

    /// <summary>The run that a file has.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stream">At its beginning.</param>
    /// <param name="run">The record beside it, for the options.</param>
    /// <param name="device">Where the parameters go.</param>
    /// <exception cref="CheckpointException">It is damaged, or not of such a model and such options.</exception>
    public static TrainingState<TModel> Read<TModel>(string path, Stream stream, RunRecord run, Device device) where TModel : class, IModel<TModel>
    {
        var header = SafetensorsHeader.Read(path, stream);
        var numbers = TrainingNumbers.From(path, header.Metadata);
        Check(path, numbers, run);
        var state = Empty<TModel>(numbers, run, device);
        try
        {
            using var scope = NewDisposeScope();
            using var nothing = no_grad();
            var tensors = TensorsOf(state);
            StateFit.Check(path, state.Network.GetName(), header.Slots, tensors);
            foreach (var slot in header.Slots)
            {
                using var saved = Safetensors.ReadTensor(path, slot, stream);
                tensors[slot.Name].copy_(saved);
            }

            foreach (var (name, adam, index) in state.Optimisers.Places)
                adam.Load(index, Steps(path, name, tensors), [.. Moments.Take(adam.Kinds).Select(moment => tensors[moment + name])]);
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    /// <summary>A run of the same shapes and numbers, whose tensors are anything.</summary>
    private static TrainingState<TModel> Empty<TModel>(TrainingNumbers numbers, RunRecord run, Device device) where TModel : class, IModel<TModel>
    {
        var network = TModel.CreateNetwork(Noise.FromSeed(numbers.Seed, device, numbers.Type), run.Samples);
        var noise = new CounterNoise(numbers.Seed, device, numbers.Type);
        noise.MoveTo(numbers.Draws);
        var state = new TrainingState<TModel>(network, Optimisers.Of(network, run.Options), noise, numbers.Epoch, numbers.Step)
        {
            Averages = run.Options.Averaging > 0 ? new(network, run.Options.Averaging) { Steps = numbers.AveragedSteps ?? 0 } : null,
            StepsPerEpoch = numbers.StepsPerEpoch,
            Part = numbers.Part,
            FirstBound = numbers.FirstBound,
            LastEpoch = numbers.Last,
            BestEpoch = numbers.Best,
        };
        state.Averages?.Others.Declare(numbers.AreAveragesInPlace);
        if (numbers.HasBest)
            state.Best.Keep();
        state.Best.Declare(numbers.HasBest && numbers.IsBestInPlace);
        (state.UnderWay.Order, state.UnderWay.Batch, state.UnderWay.Updates, state.UnderWay.Bound) = (numbers.Order, numbers.Batch, numbers.Updates, numbers.Bound);
        return state;
    }

    private static Dictionary<string, Tensor> TensorsOf<TModel>(TrainingState<TModel> state) where TModel : class, IModel<TModel>
    {
        var tensors = new Dictionary<string, Tensor>();
        Add("network.", state.Network.state_dict());
        Add("averages.", state.Averages?.Others.Aside ?? new Dictionary<string, Tensor>());
        Add("best.", state.Best.Aside);
        foreach (var (name, adam, index) in state.Optimisers.Places)
        {
            tensors["steps." + name] = tensor(adam.StepsOf(index), ScalarType.Int64);
            foreach (var (kind, moment) in adam.MomentsOf(index).Index())
                tensors[Moments[kind] + name] = moment;
        }

        return tensors;

        void Add(string prefix, IReadOnlyDictionary<string, Tensor> named)
        {
            foreach (var (name, tensor) in named)
                tensors[prefix + name] = tensor;
        }
    }

    private static long Steps(string path, string name, Dictionary<string, Tensor> tensors) => tensors["steps." + name].ToInt64() is >= 0 and < long.MaxValue and var steps
        ? steps
        : throw SafetensorsHeader.Damaged(path, $"the number of steps of {name} is negative, or one that nobody makes");

    /// <summary>Checks that the numbers can be of such a run.</summary>
    /// <exception cref="CheckpointException">They cannot.</exception>
    private static void Check(string path, TrainingNumbers numbers, RunRecord run)
    {
        void Require(bool isSo, string fault)
        {
            if (!isSo)
                throw SafetensorsHeader.Damaged(path, fault);
        }

        Require(numbers.Updates < run.Options.InferenceUpdates, $"{numbers.Updates} updates of the step under way are made, and a step has {run.Options.InferenceUpdates}");
        Require((numbers.Updates == 0) == numbers.Bound is null, "the step under way has updates and no bound, or a bound and no updates");
        Require(numbers.AveragedSteps is not null == run.Options.Averaging > 0, $"{(numbers.AveragedSteps is null ? "there are no averages" : "there are averages")}, and the averaging of the run is {FormattableString.Invariant($"{run.Options.Averaging}")}");
        Require(numbers.Part.Steps == 0 || numbers.Order is not null, "an epoch is under way, and its order is missing");
    }
}
