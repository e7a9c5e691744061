using System.Collections.Immutable;
using Hiwae.Compilation;
using Hiwae.Networks;
using Hiwae.Programs;
using Hiwae.Runtime.Tests.Networks;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>
/// A random network in a model of its own: its parents and its context are data or draws, in the plate or not, and what it gives are
/// the logits of binary data.
/// </summary>
internal sealed record NetProgram(RandomNet Net, int Data, int Groups, bool IsTraining, ImmutableArray<Level> Levels, bool Crossed)
{
    public static NetProgram Of(int seed, bool smooth = false)
    {
        var random = new Random(seed);
        RandomNet net;
        do
            net = RandomNet.Of(random.Next(), smooth);
        while (net.Layers.Any(layer => layer is Layer.BatchNorm));
        var training = random.Next(2) == 0;
        Level[] levels = [Level.Datum, Level.Group, Level.Sample];
        return new(
            net, random.Next(1, 5), training ? 1 : random.Next(1, 4), training,
            [.. Enumerable.Range(0, net.Inputs.Length + 1).Select(_ => levels[random.Next(3)])], random.Next(2) == 0);
    }

    public Plates Plates => new(Data, Groups, Net.Samples);

    public Net Network(Noise noise)
    {
        var net = Net.Network(noise);
        using (no_grad())
            NetTests.Randomise(net, noise);
        net.train(IsTraining);
        return net;
    }

    private int Size(Net net) => (Net.Outputs > 0 ? Net.Outputs : net.Shapes[^1].Aggregate(1, (size, n) => size * n)) + (Net.Scale?.Size ?? 0);

    public Program Record(Net net)
    {
        var step = new Recorder([.. Net.Inputs.Select(input => input.Size), Net.Context, Size(net)], IsTraining);
        Value Value(int i, int size) => Levels[i] == Level.Datum
            ? step.Data(i)
            : step.Draw<Normal>(step.Zeros(2 * size), size, inPlate: Levels[i] == Level.Sample);
        Value[] parents = [.. Net.Inputs.Select((input, i) => Value(i, input.Size))];
        Value? context = Net.Context == 0 ? null : Value(Net.Inputs.Length, Net.Context);
        var raw = Crossed && Net.Heads > 1 ? step.SelectHead(net.RecordAllHeads(step, parents, context), Net.Heads) : net.Record(step, parents, context);
        step.Add<Bernoulli>(raw, step.Data(Net.Inputs.Length + 1));
        step.Weigh(Weights.Uniform);
        return step.Finish();
    }

    public Observation Observed(Net net, Noise noise) => new(
    [
        .. Net.Inputs.Select(input => noise.Normal(Data, input.Size)),
        noise.Normal(Data, Math.Max(1, Net.Context)),
        noise.Uniform(Data, Size(net)).round(),
    ]);

    /// <summary>The same by the portable path, [data · groups].</summary>
    public Tensor LogEstimates(Net net, Observation data, Noise noise)
    {
        var repeated = data.Repeat(Groups);
        Tensor Value(int i, int size) => Levels[i] == Level.Datum
            ? repeated.Values[i].unsqueeze(1)
            : noise.Normal(Data * Groups, Levels[i] == Level.Sample ? Net.Samples : 1, size);
        Tensor[] parents = [.. Net.Inputs.Select((input, i) => Value(i, input.Size))];
        var context = Net.Context == 0 ? null : Value(Net.Inputs.Length, Net.Context);
        var raw = Crossed && Net.Heads > 1 ? Heads.Select(net.AllHeads(parents, context, noise), Net.Samples) : net.Raw(parents, context, noise);
        var terms = Bernoulli.LogDensity(raw, repeated.Values[^1].unsqueeze(1)).expand(Data * Groups, Net.Samples);
        return terms.logsumexp(-1) - Math.Log(Net.Samples);
    }
}
