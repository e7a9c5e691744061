using Hiwae.Compilation;

namespace Hiwae.Annealing;

/// <summary>Some data, their path, and the step sizes that were found for them.</summary>
/// <typeparam name="TModel">The declared model.</typeparam>
internal sealed class AnnealedBlock<TModel> where TModel : class, IModel<TModel>
{
    private readonly AnnealingOptions options;
    private readonly Unconstrained map;
    private readonly ImmutableArray<(int Count, Chains Chains)> parts;
    private readonly long place;

    /// <summary>Finds step sizes for some data.</summary>
    /// <param name="network">The model, in evaluation.</param>
    /// <param name="data">The data, checked.</param>
    /// <param name="map">Of the latent values.</param>
    /// <param name="program">log p(x, z) as a program; null for operators on tensors.</param>
    /// <param name="options">How to anneal.</param>
    /// <param name="rules">The rules of chains.</param>
    /// <param name="place">The number of the first of the data: its draws are its own.</param>
    public AnnealedBlock(ModelNetwork<TModel> network, Observation data, Unconstrained map, CompiledProgram? program, AnnealingOptions options, ChainRules rules, long place)
    {
        (this.options, this.map, this.place, Count) = (options, map, place, (int)data.Batch);
        StartDensity start = options.Start == AnnealingStart.Prior
            ? new PriorStart<TModel>(network, data, map) { Scales = [.. Enumerable.Repeat(1.0, Count * map.Size)] }
            : NormalStart.Of(network, data, map, Seed(AnnealingStream.Moments, 0));
        parts = [.. AnnealedImportance.Parts(options.Chains).Select((count, part) => (count, ChainsOf(count, part)))];

        Chains ChainsOf(int count, int part)
        {
            LogJoint joint = program is null
                ? new PortableJoint<TModel>(network, data, count) { Size = map.Size }
                : new CompiledJoint(program, data, count) { Size = map.Size };
            var path = new AnnealedPath(joint, map, start, count) { Watch = options.Watch };
            return new(path, options, StepSizes.Adapt(path, options, Moves(AnnealingStream.AdaptedMoves, part), Seed(AnnealingStream.AdaptedPoints, part), Moved), rules, Moved);
        }
    }

    /// <summary>The number of data.</summary>
    public int Count { get; }

    /// <summary>Estimates of each datum by chains from the start density.</summary>
    public AnnealedEstimate[] Forward() => Estimates(
        (part, chains, _) => chains.Forward(Seed(AnnealingStream.ForwardPoints, part), Moves(AnnealingStream.ForwardMoves, part)), AnnealedEstimate.Forward);

    /// <summary>Estimates of each datum by chains back from an exact posterior sample.</summary>
    /// <param name="exact">The samples, [data, size].</param>
    public AnnealedEstimate[] Backward(double[] exact)
    {
        map.Invert(exact);
        return Estimates(
            (part, chains, count) => chains.Backward(LatentPoints.Repeat(exact, map.Size, count), Moves(AnnealingStream.BackwardMoves, part)), AnnealedEstimate.Backward);
    }

    /// <summary>Of each datum the chains of all parts together.</summary>
    private AnnealedEstimate[] Estimates(Func<int, Chains, int, ChainWeights> run, Func<ImmutableArray<double>, double, AnnealedEstimate> estimate)
    {
        var found = parts.Select((part, i) => (part.Count, Weights: run(i, part.Chains, part.Count))).ToArray();
        return [.. Enumerable.Range(0, Count).Select(datum => estimate(
            [.. Of(datum, weights => weights.Logs)],
            options.Steps < 2 ? double.NaN : Of(datum, weights => weights.Acceptance).Average()))];

        IEnumerable<double> Of(int datum, Func<ChainWeights, double[]> numbers) => found.SelectMany(part => numbers(part.Weights).Skip(datum * part.Count).Take(part.Count));
    }

    private long Seed(AnnealingStream stream, int part) => AnnealingSeeds.Of(options, stream, place, part);

    private Noise Moves(AnnealingStream stream, int part) => Noise.FromSeed(Seed(stream, part), dtype: ScalarType.Float64);

    private void Moved() => options.Watch?.Advance(Count);
}
