using Hiwae.Networks;

namespace Hiwae.Evaluation;

/// <summary>Estimates log-likelihoods with many samples, streamed: memory does not grow with their number.</summary>
public static class Evaluator
{
    private const int ImagesPerBlock = 20;

    // What a convolutional decoder holds for each proposal may be hundreds of kilobytes.
    private const int ProposalsPerBatch = 2500;

    /// <summary>
    /// log ŵ of every image in nats, a block of images at a time. Each is log (1/M Σ_m ŵ_m) over M groups of K
    /// samples, or, where samples are independent given the image, over one group of all of them, which is the same.
    /// </summary>
    /// <param name="network">The model.</param>
    /// <param name="images">The data of each image.</param>
    /// <param name="options">How many samples, and how many at a time.</param>
    public static IEnumerable<double[]> LogEstimates<TModel>(
        ModelNetwork<TModel> network, Observation images, EvaluationOptions options)
        where TModel : class, IModel<TModel> =>
        LogEstimates(network, images, options, NoiseFor(images, options.Seed));

    /// <summary>The same with draws from a given noise instead of the options' seed.</summary>
    /// <inheritdoc cref="LogEstimates{TModel}(ModelNetwork{TModel}, Observation, EvaluationOptions)"/>
    public static IEnumerable<double[]> LogEstimates<TModel>(
        ModelNetwork<TModel> network, Observation images, EvaluationOptions options, Noise noise)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        var count = images.Batch;
        for (long start = 0; start < count; start += ImagesPerBlock)
            yield return Block(network, images, start, Math.Min(ImagesPerBlock, count - start), options, noise);
    }

    /// <summary>The mean over images of log ŵ with the network's own K, one draw each, in nats: the bound as it is trained.</summary>
    public static double Bound<TModel>(ModelNetwork<TModel> network, Observation images, long seed)
        where TModel : class, IModel<TModel>
    {
        var batch = Math.Clamp(ProposalsPerBatch / network.Samples, 1, 500);
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var mode = network.InEvaluation();
        var noise = NoiseFor(images, seed);
        var (sum, count) = (0.0, images.Batch);
        for (long start = 0; start < count; start += batch)
        {
            using var inner = NewDisposeScope();
            var part = images.Narrow(start, Math.Min(batch, count - start));
            sum += network.LogEstimate(part, network.Samples, noise).sum().ToDouble();
        }

        return sum / count;
    }

    /// <summary>The samples that a run really uses: whole groups of K.</summary>
    public static int WholeGroups<TModel>(ModelNetwork<TModel> network, int samples) where TModel : class, IModel<TModel> =>
        SamplesAreIndependent(TModel.Description)
            ? samples
            : checked((samples + network.Samples - 1) / network.Samples * network.Samples);

    private static double[] Block<TModel>(
        ModelNetwork<TModel> network, Observation images, long start, long count, EvaluationOptions options, Noise noise)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var mode = network.InEvaluation();
        var block = images.Narrow(start, count);
        var independent = SamplesAreIndependent(TModel.Description);
        var (samples, groups) = independent
            ? (options.Samples, 1)
            : (network.Samples, WholeGroups(network, options.Samples) / network.Samples);
        var atOnce = Math.Max(1, (int)(options.BlockSize / count));
        var total = full(count, double.NegativeInfinity, dtype: noise.DType, device: noise.Device);
        for (int done = 0, all = samples * groups; done < all;)
        {
            using var inner = NewDisposeScope();
            var (part, logSum) = independent
                ? OneGroup(network, block, Math.Min(atOnce, all - done), noise)
                : ManyGroups(network, block, samples, Math.Min(Math.Max(1, atOnce / samples), (all - done) / samples), noise);
            var sum = inner.MoveToOuter(logaddexp(total, logSum));
            total.Dispose();
            total = sum;
            done += part;
        }

        return [.. (total - Math.Log((double)samples * groups)).to_type(ScalarType.Float64).data<double>()];
    }

    /// <summary>log Σ over samples of one group of the given size, [images].</summary>
    private static (int Samples, Tensor LogSum) OneGroup<TModel>(
        ModelNetwork<TModel> network, Observation images, int samples, Noise noise)
        where TModel : class, IModel<TModel> =>
        (samples, network.LogEstimate(images, samples, noise) + Math.Log(samples));

    /// <summary>log Σ over groups of K ŵ, [images]; groups lie in the batch.</summary>
    private static (int Samples, Tensor LogSum) ManyGroups<TModel>(
        ModelNetwork<TModel> network, Observation images, int samples, int groups, Noise noise)
        where TModel : class, IModel<TModel>
    {
        var estimates = network.LogEstimate(images.Repeat(groups), samples, noise).view(-1, groups);
        return (samples * groups, estimates.logsumexp(-1) + Math.Log(samples));
    }

    private static Noise NoiseFor(Observation images, long seed) =>
        Noise.FromSeed(seed, images.Values[0].device, images.Values[0].dtype);

    /// <summary>Nothing couples the samples and nothing tells them apart: K may be anything.</summary>
    private static bool SamplesAreIndependent(ModelDescription model) =>
        model is { HasDistinctHeads: false, HasSharedAuxiliary: false, Weights: Weights.Uniform };
}
