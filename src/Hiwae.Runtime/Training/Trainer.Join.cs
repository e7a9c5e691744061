using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hiwae.Communication;
using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Randomness;

namespace Hiwae.Training;

// Several processes that train a model together.
public static partial class Trainer
{
    /// <summary>
    /// The run as several processes take its steps, each from a state that was begun, or resumed, with the same options and data. Its steps are those of a single process to rounding: every rank draws the random numbers that its part
    /// has in the whole. <see cref="Run{TModel}(TrainingState{TModel}, Data.DataSet, TrainingOptions, StepProfile, StepWatch)"/>, <see cref="Step{TModel}(TrainingState{TModel}, Observation, TrainingOptions, StepWatch)"/> and all that is built on them
    /// are called on every rank, with the same arguments, a batch of the caller's being the whole batch; bounds and events are the same on all. Where a watch stops one rank, all end with an <see cref="OperationCanceledException"/> at the same
    /// place; any other exception of a rank is its own, and the others wait for it in vain: end the processes.
    /// </summary>
    /// <remarks>Gamma draws (of Gamma, Beta and Student's t proposals) are others than those of a single process, from the same distribution.</remarks>
    /// <param name="state">This rank's. Parameters, averages and moments become those of rank 0.</param>
    /// <param name="group">The processes; where there is only one, nothing changes.</param>
    /// <param name="options">How to train.</param>
    /// <param name="data">The data, which are to be the same on all ranks; not compared where null.</param>
    /// <returns>The run, to go on from instead of <paramref name="state"/>.</returns>
    /// <exception cref="ArgumentException">The model's steps cannot be divided so; or the ranks have not begun the same run, which all of them are told.</exception>
    public static TrainingState<TModel> Join<TModel>(TrainingState<TModel> state, ProcessGroup group, TrainingOptions options, DataSet? data = null) where TModel : class, IModel<TModel>
    {
        options.Check();
        if (group.Communicator.Size == 1)
            return state;
        StepDivision.Check(TModel.Description, group, state.Network.Samples, state.Network.Heads);
        if (state.Noise is not CounterNoise noise)
            throw new ArgumentException($"The noise of the run is a {state.Noise.GetType().Name}, of which processes cannot draw their parts; start the run with {nameof(Noise)}.{nameof(Noise.FromSeed)}(seed).");
        var network = state.Network;
        CheckSame(group.Communicator, "run: their models, options, seeds or checkpoints differ. Start all of them with the same line.", $"{JsonSerializer.Serialize(options, RunJson.Default.TrainingOptions)} {TModel.Description.Name} {network.Samples} {network.Heads} {state.Epoch} {state.Step} {state.Part.Steps} {noise.Seed} {noise.Draws}");
        if (data is not null)
            CheckSame(group.Communicator, $"run, because what one of them has read as {data.Name} is not what another has. Give all of them the same files.", DataFingerprint.Of(data));
        var joined = state with { Division = new(group, TModel.Description, data => DrawPlan.Of(network, data)), Exchange = new(group.Communicator, state.Optimisers.Parameters) };
        Align(joined);
        return joined;
    }

    /// <summary>Gives all ranks the parameters, averages and moments of rank 0. They are the same to the last bit where processors are, unless memory has failed.</summary>
    private static void Align<TModel>(TrainingState<TModel> state) where TModel : class, IModel<TModel>
    {
        if (state.Division is not { } division)
            return;
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var (_, tensor) in state.Network.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal))
            Send(division.Communicator, tensor);
        foreach (var (_, tensor) in (state.Averages?.Others.Aside ?? new Dictionary<string, Tensor>()).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            Send(division.Communicator, tensor);
        foreach (var (_, adam, index) in state.Optimisers.Places)
        {
            for (var kind = 0; kind < adam.Kinds; kind++)
            {
                var moment = adam.MomentOf(index, kind);
                Send(division.Communicator, moment);
                if (division.Communicator.Rank > 0)
                    adam.LoadMoment(index, kind, moment);
            }
        }
    }

    private static void Send(ICommunicator communicator, Tensor tensor)
    {
        var host = tensor.cpu().contiguous();
        if (host.numel() == 0)
            return;
        communicator.Broadcast(host.bytes);
        if (communicator.Rank > 0)
            tensor.copy_(host);
    }

    /// <summary>Refuses ranks of which one has begun another run.</summary>
    /// <param name="communicator">What connects them.</param>
    /// <param name="what">The rest of the message.</param>
    /// <param name="run">What is to be the same.</param>
    private static void CheckSame(ICommunicator communicator, string what, string run)
    {
        double[] own = [.. MemoryMarshal.Cast<byte, uint>(SHA256.HashData(Encoding.UTF8.GetBytes(run)).AsSpan(0, 16)).ToArray().Select(word => (double)word)];
        double[] range = [.. own, .. own.Select(word => -word)];
        communicator.AllReduceMax(range);
        if (own.Where((_, i) => range[i] != -range[own.Length + i]).Any())
            throw new ArgumentException($"The {communicator.Size} processes have not begun the same {what}");
    }
}
