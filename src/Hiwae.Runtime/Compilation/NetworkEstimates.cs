using Hiwae.Native;
using Hiwae.Networks;
using Hiwae.Randomness;

namespace Hiwae.Compilation;

/// <summary>A network's bound on either path: the same draws in the same order, and the same values to rounding.</summary>
internal static class NetworkEstimates
{
    /// <summary>log ŵ of every group in nats, [data · groups], those of a datum next to each other; no gradients.</summary>
    /// <param name="network">In evaluation mode.</param>
    /// <param name="data">The observation, each variable [data, size].</param>
    /// <param name="groups">The number of groups of proposals for each datum.</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="decision">The path; whatever its precision, estimates are in single precision.</param>
    /// <param name="watch">Watches over it; nobody does where null.</param>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    public static double[] Estimates<TModel>(
        this ModelNetwork<TModel> network, Observation data, int groups, int samples, Noise noise, StepDecision decision, StepWatch? watch = null)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        if (!decision.IsCompiled)
        {
            Leftovers.Collect();
            using var work = Leftovers.Begin();
            var all = groups == 1 ? data : data.Repeat(groups);
            if (BlocksOf(network, all, samples, noise, hasGradient: false) is { } blocks)
                return new BlockedBatch<TModel>(network, all, samples, (CounterNoise)noise, blocks, watch).Estimates();
            watch?.Begin(all.Batch * samples, 1);
            watch?.ThrowIfStopped();
            double[] estimates = [.. network.LogEstimate(all, samples, noise).to_type(ScalarType.Float64).cpu().data<double>()];
            watch?.Advance(all.Batch * samples);
            return estimates;
        }

        data = Check(network, data, samples);
        return Array.ConvertAll(NetworkPrograms.Of(network).Compiled(isTraining: false).Estimates(data, groups, samples, noise, null, watch), value => (double)value);
    }

    /// <summary>The bound in nats; the gradient of its negative replaces that of every learned parameter.</summary>
    /// <param name="network">In training mode.</param>
    /// <param name="data">The observation, each variable [data, size].</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="decision">The path.</param>
    /// <param name="gradient">The estimator of the gradient.</param>
    /// <param name="temperature">
    /// T, the KL weight of the moment, at least 0: both are of the mean of log Σ_j v_j, see <see cref="Proposal{TModel}.LogTerms(double)"/>; 1 for the bound itself.
    /// </param>
    /// <param name="freeBits">
    /// λ in nats: the gradient is that of the bound less T max(0, λ − KL̂) (Kingma et al. 2016); where it is 0, of the bound alone. On the portable path only.
    /// </param>
    /// <param name="alpha">α: both are of (1 − α)⁻¹ times the log-sum-exp of <see cref="Proposal{TModel}.LogPowers"/>; 0 for log ŵ.</param>
    /// <param name="samplesPerBlock">The most proposals of a datum that go through the model together; null where memory decides.</param>
    /// <param name="watch">Watches over it; nobody does where null.</param>
    /// <param name="boundIsKnown">Called when the bound is known, where that is before its gradient is.</param>
    /// <param name="share">The part of a step that the data are, and of K; a whole step where null.</param>
    /// <returns>Of a part, what it adds to the bound of the whole, and its gradient likewise.</returns>
    /// <exception cref="ArgumentException">The proposals cannot be taken in the blocks that were asked for, or do not fit into the memory that is free.</exception>
    /// <exception cref="OperationCanceledException">The watch stopped it; gradients are left in any state.</exception>
    public static double WriteGradients<TModel>(
        this ModelNetwork<TModel> network,
        Observation data,
        Noise noise,
        StepDecision decision,
        Gradient gradient,
        double temperature = 1,
        double freeBits = 0,
        double alpha = 0,
        int? samplesPerBlock = null,
        StepWatch? watch = null,
        Action? boundIsKnown = null,
        StepShare? share = null)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var samples = (int)(share?.Window.Samples ?? network.Samples);
        if (decision.IsCompiled)
        {
            data = Check(network, data, samples);
            var step = NetworkPrograms.Of(network).Compiled(isTraining: true, gradient, decision.Precision);
            var estimates = step.WriteGradients(data, samples, noise, share?.Scale ?? -1.0 / data.Batch, temperature, samplesPerBlock, watch, alpha, share);
            return share is null ? estimates.Average(value => (double)value) : estimates.Sum(value => (double)value) * share.Weight / share.Data;
        }

        using var work = Leftovers.Begin();
        if (share is not null)
            return new BlockedBatch<TModel>(network, data, samples, (CounterNoise)noise, PlanOf(network, data.Batch, samples, hasGradient: true, samplesPerBlock, out _), watch, share)
                .WriteGradients(gradient, temperature, freeBits, boundIsKnown, alpha);
        if (BlocksOf(network, data, network.Samples, noise, hasGradient: true, samplesPerBlock) is { } blocks)
            return new BlockedBatch<TModel>(network, data, network.Samples, (CounterNoise)noise, blocks, watch).WriteGradients(gradient, temperature, freeBits, boundIsKnown, alpha);
        watch?.ThrowIfStopped();
        using var tape = GradientTape.Of(gradient);
        var proposal = network.Propose(data, network.Samples, noise, tape);
        var powers = proposal.LogPowers(alpha, temperature);
        var bound = powers.detach().logsumexp(-1).mean() / (1 - alpha);
        boundIsKnown?.Invoke();
        network.zero_grad();
        if (freeBits > 0)
            BackwardOfShortfall(tape, proposal.LogTerms(0) - proposal.LogTerms(temperature), temperature * freeBits);
        tape.Backward(powers, -1.0 / data.Batch / (1 - alpha), temperature * (1 - alpha));
        Leftovers.Collect();
        return bound.ToDouble();
    }

    /// <summary>The blocks in which a batch is to be taken; null where it goes through the model whole.</summary>
    /// <param name="network">The model, in the mode in which it will propose.</param>
    /// <param name="data">The batch.</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="hasGradient">Whether a gradient is wanted.</param>
    /// <param name="samplesPerBlock">The most proposals of a datum at a time; null where memory decides.</param>
    /// <exception cref="ArgumentException">They are needed, and impossible.</exception>
    internal static StepBlocks? BlocksOf<TModel>(
        ModelNetwork<TModel> network, Observation data, int samples, Noise noise, bool hasGradient, int? samplesPerBlock = null) where TModel : class, IModel<TModel>
    {
        var blocks = PlanOf(network, data.Batch, samples, hasGradient, samplesPerBlock, out _);
        if (blocks.Rows >= data.Batch && blocks.Samples >= samples)
            return null;
        Check(network, data, samples);
        return noise is CounterNoise ? blocks : throw new ArgumentException(
            $"{TModel.Description.Name}: {data.Batch} data with {samples} proposals each have to be taken in blocks, whose draws are made twice, which a {noise.GetType().Name} cannot; pass {nameof(Noise)}.{nameof(Noise.FromSeed)}(seed), or take fewer proposals.");
    }

    /// <summary>Where the mean cost of z falls short of what is free, adds the gradient of what is missing.</summary>
    /// <param name="tape">The tape of the estimator, for this proposal alone.</param>
    /// <param name="costs">T times everything in log v_j but log p(observed), with its sign turned, [batch, samples], in nats.</param>
    /// <param name="free">T λ.</param>
    private static void BackwardOfShortfall(GradientTape tape, Tensor costs, double free)
    {
        if (costs.detach().mean().ToDouble() < free)
            tape.BackwardOfSum(costs, -1.0 / costs.numel());
    }

    /// <summary>The blocks in which a batch is to be taken, one of them where it goes through the model whole.</summary>
    /// <param name="network">The model, in the mode in which it will propose.</param>
    /// <param name="batch">The number of data.</param>
    /// <param name="samples">K.</param>
    /// <param name="hasGradient">Whether a gradient is wanted.</param>
    /// <param name="samplesPerBlock">The most proposals of a datum at a time; null where memory decides.</param>
    /// <param name="bytes">Bytes for each proposal.</param>
    internal static StepBlocks PlanOf<TModel>(
        ModelNetwork<TModel> network, long batch, int samples, bool hasGradient, int? samplesPerBlock, out long bytes) where TModel : class, IModel<TModel>
    {
        bytes = ProposalBytes<TModel>.Of(network, hasGradient);
        return (double)bytes * batch * samples <= StepMemory.Little && !(samplesPerBlock < samples)
            ? new((int)batch, samples)
            : StepMemory.Blocks(TModel.Description, batch, samples, bytes, EvaluationMode.IsTraining(network), samplesPerBlock, FreeMemory.Bytes());
    }

    /// <summary>Bytes for each proposal, remembered: a small model's step is over in the time that it takes to find them.</summary>
    private static class ProposalBytes<TModel> where TModel : class, IModel<TModel>
    {
        private static Tuple<(int Heads, bool HasGradient, long Size), long>? last;

        public static long Of(ModelNetwork<TModel> network, bool hasGradient)
        {
            var size = network.parameters().FirstOrDefault()?.element_size() ?? sizeof(float);
            if (last is not { } known || known.Item1 != (network.Heads, hasGradient, size))
                last = known = Tuple.Create((network.Heads, hasGradient, size), StepMemory.BytesPerProposal(TModel.Description, network.Heads, hasGradient, (int)size));
            return known.Item2;
        }
    }

    private static Observation Check<TModel>(ModelNetwork<TModel> network, Observation data, int samples) where TModel : class, IModel<TModel>
    {
        Checks.CheckSamples(TModel.Description, samples, network.Heads);
        return Checks.Check(TModel.Description, data, ElementKind.Compiled);
    }
}
