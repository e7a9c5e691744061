using Hiwae.Compilation;

namespace Hiwae.Annealing;

/// <summary>Some data, their path, and the step sizes that were found for them.</summary>
/// <typeparam name="TModel">The declared model.</typeparam>
internal sealed class AnnealedBlock<TModel> where TModel : class, IModel<TModel>
{
    private readonly AnnealingOptions options;
    private readonly Unconstrained map;
    private readonly Chains chains;
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
        LogJoint joint = program is null
            ? new PortableJoint<TModel>(network, data, options.Chains) { Size = map.Size }
            : new CompiledJoint(program, data, options.Chains) { Size = map.Size };
        StartDensity start = options.Start == AnnealingStart.Prior
            ? new PriorStart<TModel>(network, data, map) { Scales = [.. Enumerable.Repeat(1.0, Count * map.Size)] }
            : NormalStart.Of(network, data, map, Seed(AnnealingStream.Moments));
        var path = new AnnealedPath(joint, map, start, options.Chains);
        chains = new(path, options, StepSizes.Adapt(path, options, Moves(AnnealingStream.AdaptedMoves), Seed(AnnealingStream.AdaptedPoints), Moved), rules, Moved);
    }

    /// <summary>The number of data.</summary>
    public int Count { get; }

    /// <summary>Estimates of each datum by chains from the start density.</summary>
    public AnnealedEstimate[] Forward() => Estimates(chains.Forward(Seed(AnnealingStream.ForwardPoints), Moves(AnnealingStream.ForwardMoves)), AnnealedEstimate.Forward);

    /// <summary>Estimates of each datum by chains back from an exact posterior sample.</summary>
    /// <param name="exact">The samples, [data, size].</param>
    public AnnealedEstimate[] Backward(double[] exact)
    {
        map.Invert(exact);
        return Estimates(chains.Backward(LatentPoints.Repeat(exact, map.Size, options.Chains), Moves(AnnealingStream.BackwardMoves)), AnnealedEstimate.Backward);
    }

    private AnnealedEstimate[] Estimates(ChainWeights weights, Func<ImmutableArray<double>, double, AnnealedEstimate> estimate) =>
    [
        .. Enumerable.Range(0, Count).Select(datum => estimate(
            [.. weights.Logs.AsSpan(datum * options.Chains, options.Chains)],
            options.Steps < 2 ? double.NaN : weights.Acceptance.AsSpan(datum * options.Chains, options.Chains).ToArray().Average())),
    ];

    private long Seed(AnnealingStream stream) => AnnealingSeeds.Of(options, stream, place);

    private Noise Moves(AnnealingStream stream) => Noise.FromSeed(Seed(stream), dtype: ScalarType.Float64);

    private void Moved()
    {
        options.Watch?.Advance(Count);
        options.Watch?.ThrowIfStopped();
    }
}
