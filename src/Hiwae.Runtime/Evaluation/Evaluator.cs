using Hiwae.Compilation;
using Hiwae.Networks;

namespace Hiwae.Evaluation;

/// <summary>Estimates log-likelihoods with many samples, streamed: memory does not grow with their number.</summary>
public static class Evaluator
{
    private const int ImagesPerBlock = 20;

    // What a convolutional decoder holds for each proposal may be hundreds of kilobytes.
    private const int ProposalsPerBatch = 2500;

    // A compiled step takes all proposals for an image through the network together; more of them leave the processor's cache.
    private const int ProposalsPerImage = 256;

    /// <summary>
    /// log ŵ of every image in nats, a block of images at a time. Each is log (1/M Σ_m ŵ_m) over M groups of K
    /// samples, or, where samples are independent given the image, over one group of all of them, which is the same.
    /// </summary>
    /// <param name="network">The model.</param>
    /// <param name="images">The data of each image.</param>
    /// <param name="options">The number of samples, and the number at a time.</param>
    /// <exception cref="ArgumentException">An option is out of its range, there are no images, or they do not fit the model or the network.</exception>
    public static IEnumerable<double[]> LogEstimates<TModel>(
        ModelNetwork<TModel> network, Observation images, EvaluationOptions options)
        where TModel : class, IModel<TModel> =>
        LogEstimates(network, images, options, NoiseFor(network, images, options.Seed));

    /// <summary>The same with draws from a given noise instead of the options' seed.</summary>
    /// <inheritdoc cref="LogEstimates{TModel}(ModelNetwork{TModel}, Observation, EvaluationOptions)"/>
    public static IEnumerable<double[]> LogEstimates<TModel>(
        ModelNetwork<TModel> network, Observation images, EvaluationOptions options, Noise noise)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        return Blocks(network, network.Checked(images, noise), options, noise);
    }

    /// <summary>The mean over images of log ŵ with the network's own K, one draw each, in nats: the bound as it is trained.</summary>
    /// <param name="network">The model.</param>
    /// <param name="images">The data of each image.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="step">The path on which log ŵ is computed.</param>
    /// <param name="watch">Watches over it; nobody does where null.</param>
    /// <exception cref="ArgumentException">There are no images, or they do not fit the model or the network.</exception>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    public static double Bound<TModel>(
        ModelNetwork<TModel> network, Observation images, long seed, StepPath step = StepPath.Automatic, StepWatch? watch = null)
        where TModel : class, IModel<TModel>
    {
        var batch = BoundBatch(network);
        using var mode = EvaluationMode.Begin();
        images = network.Checked(images);
        var decision = StepChoice.Decide(network, step);
        var noise = NoiseFor(network, images, seed);
        var (sum, count) = (0.0, images.Batch);
        using var whole = watch?.BeginAll(count * network.Samples);
        for (long start = 0; start < count; start += batch)
        {
            using var inner = NewDisposeScope();
            var part = images.Narrow(start, Math.Min(batch, count - start));
            sum += network.Estimates(part, groups: 1, network.Samples, noise, decision, watch).Sum();
        }

        return sum / count;
    }

    /// <summary>The number of images that <see cref="Bound"/> takes at a time.</summary>
    internal static int BoundBatch<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel> =>
        Math.Clamp(ProposalsPerBatch / network.Samples, 1, 500);

    private static IEnumerable<double[]> Blocks<TModel>(ModelNetwork<TModel> network, Observation images, EvaluationOptions options, Noise noise)
        where TModel : class, IModel<TModel>
    {
        var count = images.Batch;
        var blocks = (count + ImagesPerBlock - 1) / ImagesPerBlock;
        for (long block = 0; block < blocks; block++)
        {
            var start = count * block / blocks;
            yield return Block(network, images, start, (count * (block + 1) / blocks) - start, options, noise);
        }
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
        using var mode = EvaluationMode.Begin();
        var decision = StepChoice.Decide(network, options.Step);
        var block = images.Narrow(start, count);
        var independent = SamplesAreIndependent(TModel.Description);
        long all = WholeGroups(network, options.Samples);
        var atOnce = Math.Clamp(options.BlockSize / count, 1, decision.IsCompiled ? ProposalsPerImage : int.MaxValue);
        var sums = Enumerable.Repeat(double.NegativeInfinity, (int)count).ToArray();
        using var whole = options.Watch?.BeginAll(count * all);
        for (long done = 0; done < all;)
        {
            var samples = independent ? (int)Math.Min(atOnce, all - done) : network.Samples;
            var groups = independent ? 1 : (int)Math.Min(Math.Max(1, atOnce / samples), (all - done) / samples);
            var estimates = network.Estimates(block, groups, samples, noise, decision, options.Watch);
            for (var i = 0; i < estimates.Length; i++)
                sums[i / groups] = LogAddition.Add(sums[i / groups], estimates[i] + Math.Log(samples));
            done += (long)samples * groups;
        }

        return [.. sums.Select(sum => sum - Math.Log(all))];
    }

    /// <summary>Draws of the type of the parameters or, where there are none, of the data.</summary>
    private static Noise NoiseFor<TModel>(ModelNetwork<TModel> network, Observation images, long seed) where TModel : class, IModel<TModel> =>
        (network.parameters().FirstOrDefault() ?? (images.Values.IsDefaultOrEmpty ? null : images.Values[0])) is { } example
            ? Noise.FromSeed(seed, example.device, example.dtype)
            : Noise.FromSeed(seed);

    /// <summary>Whether the samples are exchangeable and uncoupled, so that K may be anything.</summary>
    private static bool SamplesAreIndependent(ModelDescription model) =>
        model is { IsFiltering: false, HasDistinctHeads: false, HasSharedAuxiliary: false, Weights: Weights.Uniform };
}

/// <summary>A mean log-likelihood over images.</summary>
/// <param name="Mean">The mean of log ŵ in nats per image; the negative log-likelihood (NLL) is −<paramref name="Mean"/>.</param>
/// <param name="StandardError">The standard error of the mean over images, in nats; NaN for a single image, which does not say how images differ.</param>
/// <param name="Images">The number of images.</param>
/// <param name="Samples">The number of samples for each image.</param>
public readonly record struct LogLikelihood(double Mean, double StandardError, int Images, int Samples)
{
    /// <summary>The mean of values by image.</summary>
    /// <param name="values">log ŵ of each image, in nats.</param>
    /// <param name="samples">The number of samples for each image that they were made with.</param>
    public static LogLikelihood From(IReadOnlyCollection<double> values, int samples)
    {
        var mean = values.Average();
        var variance = values.Count < 2 ? double.NaN : values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        return new(mean, Math.Sqrt(variance / values.Count), values.Count, samples);
    }
}
