using Hiwae.Compilation;
using Hiwae.Networks;

namespace Hiwae.Evaluation;

/// <summary>An estimate of log p(x) of one datum.</summary>
/// <param name="Value">log (1/M Σ_m ŵ_m) over M groups of K samples, in nats: on average below log p(x), by about half its variance.</param>
/// <param name="StandardError">Its standard error over draws, in nats, by the delta method: the standard deviation of ŵ_m by its mean and √M; NaN where M is 1.</param>
public readonly record struct LogEstimate(double Value, double StandardError);

/// <summary>Scores data one by one.</summary>
public static class Scores
{
    private const int RowsPerBlock = 20;

    /// <summary>log p(x) of every datum with its standard error, in nats, a block of data at a time.</summary>
    /// <param name="network">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="options">The number of samples, rounded up to whole groups of K, of which there are two at least; the seed, and the path.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the data do not fit the model or the network.</exception>
    public static IEnumerable<LogEstimate[]> Of<TModel>(ModelNetwork<TModel> network, Observation data, EvaluationOptions options)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        var example = network.parameters().FirstOrDefault() ?? data.Values.FirstOrDefault();
        var noise = example is null ? Noise.FromSeed(options.Seed) : Noise.FromSeed(options.Seed, example.device, example.dtype);
        return Blocks(network, network.Checked(data, noise), options, noise);
    }

    private static IEnumerable<LogEstimate[]> Blocks<TModel>(ModelNetwork<TModel> network, Observation data, EvaluationOptions options, Noise noise)
        where TModel : class, IModel<TModel>
    {
        for (long start = 0; start < data.Batch; start += RowsPerBlock)
            yield return Block(network, data, start, (int)Math.Min(RowsPerBlock, data.Batch - start), options, noise);
    }

    private static LogEstimate[] Block<TModel>(ModelNetwork<TModel> network, Observation data, long start, int count, EvaluationOptions options, Noise noise)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var mode = EvaluationMode.Begin();
        var decision = StepChoice.Decide(network, options.Step);
        var block = data.Narrow(start, count);
        var groups = Math.Max(2, (options.Samples - 1) / network.Samples + 1);
        var atOnce = Math.Clamp(options.BlockSize / count / network.Samples, 1, groups);
        var sums = Enumerable.Range(0, count).Select(_ => new LogMoments()).ToArray();
        using var whole = options.Watch?.BeginAll((long)count * groups * network.Samples);
        for (var done = 0; done < groups; done += atOnce)
        {
            var some = Math.Min(atOnce, groups - done);
            var estimates = network.Estimates(block, some, network.Samples, noise, decision, options.Watch);
            for (var i = 0; i < estimates.Length; i++)
                sums[i / some] = sums[i / some].With(estimates[i]);
        }

        return Array.ConvertAll(sums, moments => moments.Mean(groups));
    }

    /// <summary>log Σ ŵ and log Σ ŵ².</summary>
    private readonly record struct LogMoments(double First, double Second)
    {
        public LogMoments()
            : this(double.NegativeInfinity, double.NegativeInfinity)
        {
        }

        public LogMoments With(double logEstimate) => new(LogAddition.Add(First, logEstimate), LogAddition.Add(Second, 2 * logEstimate));

        // Var(log mean) ≈ (M Σ ŵ² / (Σ ŵ)² − 1) / (M − 1).
        public LogEstimate Mean(int count) => new(
            First - Math.Log(count),
            double.IsNegativeInfinity(First) ? double.NaN : Math.Sqrt(Math.Max(0, (count * Math.Exp(Second - (2 * First))) - 1) / (count - 1)));
    }
}
