using Hiwae.Compilation;
using Hiwae.Evaluation;
using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Realisations;

/// <summary>Laws of the number and the order of samples, and of batches, for each realisation.</summary>
internal static class SampleLaws
{
    // All subsets of a few samples; of more, the windows of a circle: each sample is in equally many of them, which is all that Jensen asks for.
    private const int MostForAllSubsets = 6;

    /// <summary>log of the mean of w over all K ≥ the mean over subsets of size M of the log of their mean; equal where M = K. For uniform weights.</summary>
    public static Verdict MoreSamples<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var proposal = trial.Propose();
        return MoreSamples(proposal.LogWeights.detach(), trial.Subject.LogEstimate(proposal).detach());
    }

    /// <summary>The same of given numbers.</summary>
    /// <param name="weights">log w_j, [batch, samples].</param>
    /// <param name="estimates">log ŵ, [batch].</param>
    public static Verdict MoreSamples(Tensor weights, Tensor estimates)
    {
        using var scope = NewDisposeScope();
        var count = (int)weights.shape[1];
        var worst = Closeness.Of(estimates, weights.logsumexp(-1) - Math.Log(count));
        for (var size = 1; size < count; size++)
        {
            var parts = Subsets(count, size).Select(subset => weights.index_select(1, tensor(subset)).logsumexp(-1) - Math.Log(size)).ToList();
            var verdict = Closeness.Excess(stack(parts, 0).mean([0]), estimates);
            worst = verdict.Strain > worst.Strain ? verdict : worst;
        }

        return worst;
    }

    /// <summary>Why subsets say nothing; null where they do.</summary>
    public static string? MoreSamplesObstacle(ModelDescription model) => model.Weights == Weights.Uniform
        ? null
        : $"a part of the samples has other weights under {model.Weights} weights; the law is for uniform ones";

    /// <summary>log of the mean of ŵ over three groups, as evaluation has it, is that of the groups one by one, and ≥ the mean over pairs.</summary>
    public static Verdict MoreGroups<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        const int Groups = 3;
        var (network, datum) = (trial.Network(), trial.Data(1));
        EvaluationOptions options = new() { Samples = network.Samples, BlockSize = int.MaxValue, Step = StepPath.Portable };
        var noises = Enumerable.Range(0, Groups).Select(_ => new RecordedNoise(trial.Noise)).ToArray();
        using var constant = no_grad();
        var single = tensor(noises.Select(noise => trial.LogEstimate(network, datum, noise).item<double>()).ToArray()).unsqueeze(0);
        var draws = Enumerable.Range(0, noises[0].Draws.Count).Select(i => stack([.. noises.Select(noise => noise.Draws[i])], 0));

        // Groups are rows of a batch or, where nothing couples the samples, samples.
        var replayed = new ReplayedNoise(draws, (draw, shape) => draw.reshape(shape));
        double all = Evaluator.LogEstimates(network, datum, options with { Samples = Groups * network.Samples }, replayed).Single().Single();
        foreach (var noise in noises)
            noise.Dispose();
        return MoreSamples(single, tensor(new[] { all }, dtype: ScalarType.Float64));
    }

    /// <summary>ŵ does not change when the samples' draws are permuted.</summary>
    public static Verdict OrderOfSamples<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var (network, data) = (trial.Network(), trial.Data());
        using var recorded = new RecordedNoise(trial.Noise);
        var before = trial.LogEstimate(network, data, recorded);
        var order = trial.Noise.Permutation(network.Samples);
        var replayed = new ReplayedNoise(
            recorded.Draws,
            (draw, shape) => shape.Length > 1 && shape[1] == network.Samples ? draw.index_select(1, order) : draw);
        return Closeness.Of(trial.LogEstimate(network, data, replayed).detach(), before.detach());
    }

    /// <summary>Why the order counts; null where it does not.</summary>
    public static string? OrderOfSamplesObstacle(ModelDescription model) => model.HasFixedSamples
        ? $"the proposals are not exchangeable: each has its own {(model.HasDistinctHeads ? "head" : "weight")}"
        : null;

    /// <summary>ŵ of a datum does not depend on the other data of its batch.</summary>
    public static Verdict OtherData<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        const int Batch = 3;
        var (network, data) = (trial.Network(), trial.Data(Batch));
        using var recorded = new RecordedNoise(trial.Noise);
        var together = trial.LogEstimate(network, data, recorded);
        var alone = Enumerable.Range(0, Batch).Select(i => trial.LogEstimate(
            network,
            data.At(i),
            new ReplayedNoise(recorded.Draws, (draw, shape) => shape is [1, ..] && draw.shape[0] == Batch ? draw.narrow(0, i, 1) : draw)));
        return Closeness.Of(cat([.. alone], 0).detach(), together.detach());
    }

    /// <summary>No two draws of a variable are the same: not in a batch, not in the plate, not from one call to the next. The statistic is the number of pairs that are.</summary>
    public static Verdict FreshDraws<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var (network, data) = (trial.Network(), trial.Data(1).Repeated(2));
        var traces = new[] { trial.Propose(network, data, trial.Noise).Trace, trial.Propose(network, data, trial.Noise).Trace };
        var same = 0;
        foreach (var (index, variable) in Trial<TModel>.Model.Variables.Index())
        {
            if (variable is not { Role: Role.Latent or Role.Auxiliary, IsEnumerated: false })
                continue;
            var values = cat([.. traces.Select(trace => trace.Variables[index].detach().reshape(-1, variable.Size))], 0).contiguous();
            var rows = values.data<double>().ToArray().Chunk(variable.Size).Select(row => string.Join(' ', row)).ToArray();
            same += rows.Length - rows.Distinct(StringComparer.Ordinal).Count();
        }

        return new(same, 0);
    }

    private static IEnumerable<long[]> Subsets(int count, int size) => count > MostForAllSubsets
        ? Enumerable.Range(0, count).Select(start => Enumerable.Range(start, size).Select(i => (long)(i % count)).ToArray())
        : Enumerable.Range(0, 1 << count)
            .Where(bits => int.PopCount(bits) == size)
            .Select(bits => Enumerable.Range(0, count).Where(i => (bits >> i & 1) == 1).Select(i => (long)i).ToArray());
}
