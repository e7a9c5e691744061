using Hiwae.Communication;
using Hiwae.Compilation;
using Hiwae.Networks;
using Hiwae.Randomness;

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
        where TModel : class, IModel<TModel> => BoundByAll(network, images, seed, step, watch, null);

    /// <summary>The same, of which several processes measure some images each, where there are several.</summary>
    internal static double BoundByAll<TModel>(ModelNetwork<TModel> network, Observation images, long seed, StepPath step, StepWatch? watch, ICommunicator? communicator)
        where TModel : class, IModel<TModel>
    {
        var batch = BoundBatch(network);
        using var mode = EvaluationMode.Begin();
        images = network.Checked(images);
        var decision = StepChoice.Decide(network, step);
        var noise = NoiseFor(network, images, seed);
        var (sum, count) = (0.0, images.Batch);
        if (communicator is null)
        {
            Add(0, count);
            return sum / count;
        }

        // Each process has some of the blocks that a single one goes through, with the draws that they have there.
        var counted = (CounterNoise)noise;
        var (blocks, rank, isStopped) = ((count + batch - 1) / batch, communicator.Rank, false);
        var first = blocks * rank / communicator.Size;
        counted.MoveTo(DrawsOfOne(network, images, new() { Seed = seed, Step = step }) * first);
        try
        {
            Add(first * batch, Math.Min(count, blocks * (rank + 1) / communicator.Size * batch));
        }
        catch (OperationCanceledException)
        {
            isStopped = true;
        }

        Span<double> all = [sum];
        communicator.Sum(all, isStopped);
        return all[0] / count;

        void Add(long from, long to)
        {
            using var whole = watch?.BeginAll((to - from) * network.Samples);
            for (var start = from; start < to; start += batch)
            {
                using var inner = NewDisposeScope();
                var part = images.Narrow(start, Math.Min(batch, to - start));
                sum += network.Estimates(part, groups: 1, network.Samples, noise, decision, watch).Sum();
            }
        }
    }

    /// <summary>The number of images that <see cref="Bound"/> takes at a time.</summary>
    internal static int BoundBatch<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel> =>
        Math.Clamp(ProposalsPerBatch / network.Samples, 1, 500);

    /// <summary>
    /// The sums of a part of the work, a block of images at a time. Each part makes the draws that are its own in the whole, so that all parts together, wherever they are made, come to what
    /// <see cref="LogEstimates{TModel}(ModelNetwork{TModel}, Observation, EvaluationOptions)"/> comes to: on processors of the same kind, with as many threads and on the same path, to the last bit where an image's samples are
    /// all in one part, and to the rounding of a sum in 64 bits where they are in several; elsewhere to the rounding of single precision. Parts are even to within a block of a few thousand samples: few images with many samples are divided as well as many with few.
    /// </summary>
    /// <param name="network">The model.</param>
    /// <param name="images">The data of each image, all of them.</param>
    /// <param name="options">The number of samples, and the number at a time: the same for all parts.</param>
    /// <param name="shard">The part.</param>
    /// <returns>For each of the images in turn, <see cref="LogSum"/>; a part of more parts than there is work may have none.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, there is no such part, there are no images, or they do not fit the model or the network.</exception>
    public static IEnumerable<LogSum[]> LogSums<TModel>(ModelNetwork<TModel> network, Observation images, EvaluationOptions options, Shard shard)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        shard.Check();
        var noise = (CounterNoise)NoiseFor(network, images, options.Seed);
        return Part(network, network.Checked(images, noise), options, noise, shard);
    }

    private static IEnumerable<LogSum[]> Part<TModel>(ModelNetwork<TModel> network, Observation images, EvaluationOptions options, CounterNoise noise, Shard shard)
        where TModel : class, IModel<TModel>
    {
        var blocks = BlocksOf(images.Batch).Select(block => (block.Start, block.Count, Chunks: ChunksOf(network, options, block.Count))).ToArray();
        var all = blocks.Sum(block => block.Chunks.Number);
        var (first, end) = (shard.First(all), shard.End(all));
        var draws = DrawsOfOne(network, images, options);
        long before = 0;
        foreach (var (start, count, chunks) in blocks)
        {
            var (from, to) = (Math.Clamp(first - before, 0, chunks.Number), Math.Clamp(end - before, 0, chunks.Number));
            if (from < to)
            {
                noise.MoveTo(draws * (before + from));
                yield return Sums(network, images, start, count, options, noise, chunks, from, to);
            }

            before += chunks.Number;
        }
    }

    /// <summary>The draws of one call of the model, which are as many whatever it is called with.</summary>
    private static long DrawsOfOne<TModel>(ModelNetwork<TModel> network, Observation images, EvaluationOptions options) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var mode = EvaluationMode.Begin();
        var noise = (CounterNoise)NoiseFor(network, images, options.Seed);
        network.Estimates(images.Narrow(0, 1), 1, network.Samples, noise, StepChoice.Decide(network, options.Step));
        return noise.Draws;
    }

    private static IEnumerable<double[]> Blocks<TModel>(ModelNetwork<TModel> network, Observation images, EvaluationOptions options, Noise noise)
        where TModel : class, IModel<TModel>
    {
        var all = Math.Log(WholeGroups(network, options.Samples));
        foreach (var (start, count) in BlocksOf(images.Batch))
        {
            var chunks = ChunksOf(network, options, count);
            yield return Array.ConvertAll(Sums(network, images, start, count, options, noise, chunks, 0, chunks.Number), sum => sum.Value - all);
        }
    }

    private static IEnumerable<(long Start, long Count)> BlocksOf(long images)
    {
        var blocks = (images + ImagesPerBlock - 1) / ImagesPerBlock;
        for (long block = 0; block < blocks; block++)
        {
            var start = images * block / blocks;
            yield return (start, (images * (block + 1) / blocks) - start);
        }
    }

    /// <summary>How the samples of a block of images are taken.</summary>
    private static Chunks ChunksOf<TModel>(ModelNetwork<TModel> network, EvaluationOptions options, long count) where TModel : class, IModel<TModel>
    {
        using var mode = EvaluationMode.Begin();
        var atOnce = Math.Clamp(options.BlockSize / count, 1, StepChoice.Decide(network, options.Step).IsCompiled ? ProposalsPerImage : int.MaxValue);
        long all = WholeGroups(network, options.Samples);
        return SamplesAreIndependent(TModel.Description)
            ? new(all, (int)Math.Min(atOnce, all), null)
            : new(all, (int)Math.Min(Math.Max(1, atOnce / network.Samples) * network.Samples, all), network.Samples);
    }

    /// <summary>The samples that a run really uses: whole groups of K.</summary>
    public static int WholeGroups<TModel>(ModelNetwork<TModel> network, int samples) where TModel : class, IModel<TModel> =>
        SamplesAreIndependent(TModel.Description)
            ? samples
            : checked((samples + network.Samples - 1) / network.Samples * network.Samples);

    private static LogSum[] Sums<TModel>(
        ModelNetwork<TModel> network, Observation images, long start, long count, EvaluationOptions options, Noise noise, Chunks chunks, long from, long to)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var mode = EvaluationMode.Begin();
        var decision = StepChoice.Decide(network, options.Step);
        var block = images.Narrow(start, count);
        var sums = Enumerable.Repeat(double.NegativeInfinity, (int)count).ToArray();
        long done = 0;
        using var whole = options.Watch?.BeginAll(count * (Math.Min(chunks.All, to * chunks.Size) - (from * chunks.Size)));
        for (var chunk = from; chunk < to; chunk++)
        {
            var (groups, samples) = chunks.At(chunk);
            var estimates = network.Estimates(block, groups, samples, noise, decision, options.Watch);
            for (var i = 0; i < estimates.Length; i++)
                sums[i / groups] = LogAddition.Add(sums[i / groups], estimates[i] + Math.Log(samples));
            done += (long)samples * groups;
        }

        return [.. sums.Select((sum, i) => new LogSum(start + i, sum, done))];
    }

    /// <summary>The samples of an image, some at a time.</summary>
    /// <param name="All">Of all.</param>
    /// <param name="Size">Of a chunk; the last may have fewer.</param>
    /// <param name="Group">K, where they come in groups; null where any number can be taken together.</param>
    private readonly record struct Chunks(long All, int Size, int? Group)
    {
        public long Number => (All + Size - 1) / Size;

        /// <summary>The number of groups of a chunk, and of samples in each.</summary>
        public (int Groups, int Samples) At(long chunk)
        {
            var samples = (int)Math.Min(Size, All - (chunk * Size));
            return Group is { } group ? (samples / group, group) : (1, samples);
        }
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
