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
        return Safetensors.Content(path, TensorsOf(state), numbers.ToMetadata());
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
            var tensors = TensorsOf(state).ToDictionary(tensor => tensor.Name);
            StateFit.Check(path, state.Network.GetName(), header.Slots, tensors.ToDictionary(pair => pair.Key, pair => pair.Value.Form));
            foreach (var slot in header.Slots)
            {
                using var saved = Safetensors.ReadTensor(path, slot, stream);
                tensors[slot.Name].Write(saved);
            }

            if (state.Optimisers.Places.FirstOrDefault(place => place.Adam.StepsOf(place.Index) is < 0 or long.MaxValue) is { Name: { } odd })
                throw SafetensorsHeader.Damaged(path, $"the number of steps of {odd} is negative, or one that nobody makes");
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
        var network = TModel.CreateNetwork(Noise.FromSeed(numbers.Seed, device, numbers.Type), run.Samples, run.Options.Heads);
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

    /// <summary>All tensors of a run, none of which is copied before it is asked for.</summary>
    private static IEnumerable<KeptTensor> TensorsOf<TModel>(TrainingState<TModel> state) where TModel : class, IModel<TModel> =>
    [
        .. Named("network.", state.Network.state_dict()),
        .. Named("averages.", state.Averages?.Others.Aside ?? new Dictionary<string, Tensor>()),
        .. Named("best.", state.Best.Aside),
        .. state.Optimisers.Places.Select(place => new KeptTensor(
            "steps." + place.Name,
            empty([], dtype: ScalarType.Int64, device: META),
            () => tensor(place.Adam.StepsOf(place.Index), ScalarType.Int64),
            saved => place.Adam.LoadSteps(place.Index, saved.ToInt64()))),
        .. from place in state.Optimisers.Places
           from kind in Enumerable.Range(0, place.Adam.Kinds)
           select new KeptTensor(
               Moments[kind] + place.Name,
               place.Adam.Parameters[place.Index],
               () => place.Adam.MomentOf(place.Index, kind),
               saved => place.Adam.LoadMoment(place.Index, kind, saved)),
    ];

    private static IEnumerable<KeptTensor> Named(string prefix, IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        tensors.Select(pair => new KeptTensor(prefix + pair.Key, pair.Value, () => pair.Value, saved => pair.Value.copy_(saved)));

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
    }
}

/// <summary>A tensor that is written, and read again.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Form">A tensor of its shape and type.</param>
/// <param name="Read">Gives it.</param>
/// <param name="Write">Takes what was read.</param>
internal sealed record KeptTensor(string Name, Tensor Form, Func<Tensor> Read, Action<Tensor> Write) : TensorSource(Name, Form, Read);
