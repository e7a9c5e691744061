using System.Security.Cryptography;
using System.Text;
using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
using Hiwae.Communication;
using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Evaluation;
using Hiwae.Reports;
using Hiwae.Training;

namespace Hiwae.Cli.Runs;

/// <summary>How a model is tested.</summary>
/// <param name="Samples">Samples per image for the log-likelihood.</param>
/// <param name="Limit">The number of test images, from the first on; null for all.</param>
/// <param name="Seed">The seed of the draws.</param>
/// <param name="Step">How proposals are evaluated.</param>
internal sealed record TestRequest(int Samples, int? Limit, long Seed, StepPath Step = StepPath.Automatic)
{
    /// <summary>The bound on validation images at the end of the training, in nats; null where it is not known.</summary>
    public double? ValidationBound { get; init; }

    /// <summary>The option that sets the samples.</summary>
    public string Option { get; init; } = "--samples";

    public const int DefaultSamples = 1000;
}

/// <summary>The measurements of a test.</summary>
/// <param name="Bound">L_K on the test images, nats per image.</param>
/// <param name="LogLikelihood">With many samples.</param>
/// <param name="Estimator">On the first of the test images.</param>
/// <param name="Warning">Why the log-likelihood is not to be relied on; null where it is.</param>
internal sealed record TestOutcome(double Bound, LogLikelihood LogLikelihood, EstimatorReport Estimator, string? Warning)
{
    /// <summary>The warning, or nothing.</summary>
    public IReadOnlyList<string> Warnings => Warning is null ? [] : [Warning];

    /// <summary>The run's metrics with these.</summary>
    public RunMetrics AddTo(RunMetrics metrics) => AddTo(LogLikelihood, Metrics(new(Bound, Estimator, Warning), metrics));

    /// <summary>Metrics with a log-likelihood.</summary>
    public static RunMetrics AddTo(LogLikelihood mean, RunMetrics metrics) => metrics with
    {
        TestNll = Numbers.Finite(-mean.Mean),
        TestNllStandardError = Numbers.Finite(mean.StandardError),
        TestNllSamples = mean.Samples,
        TestImages = mean.Images,
    };

    /// <summary>Metrics with what does not come from many samples.</summary>
    public static RunMetrics Metrics(TestRest rest, RunMetrics? metrics = null) => (metrics ?? new()) with
    {
        TestBound = Numbers.Finite(rest.Bound),
        EffectiveSampleSize = Numbers.Finite(rest.Estimator.EffectiveSampleSize),
        VarianceLogEstimate = Numbers.Finite(rest.Estimator.VarianceOfLogEstimate),
        MeanWeightCorrelation = Numbers.Finite(rest.Estimator.MeanCorrelation),
        MeanLogWeightCorrelation = Numbers.Finite(rest.Estimator.MeanLogCorrelation),
        WeightCorrelationFloor = Numbers.Finite(rest.Estimator.CorrelationFloor),
        CouplingGain = Numbers.Finite(rest.Estimator.CouplingGain),
        CouplingCeiling = Numbers.Finite(rest.Estimator.CouplingCeiling),
    };
}

/// <summary>What of a test does not come from many samples.</summary>
/// <param name="Bound">L_K on the test images, nats per image.</param>
/// <param name="Estimator">On the first of the test images.</param>
/// <param name="Warning">Why the log-likelihood is not to be relied on; null where it is.</param>
internal sealed record TestRest(double Bound, EstimatorReport Estimator, string? Warning);

/// <summary>What one of several parts of a test came to.</summary>
/// <param name="Images">The number of test images, of all parts.</param>
/// <param name="Samples">The number of samples for each.</param>
/// <param name="Fingerprint">Of the images.</param>
/// <param name="Sums">What this part's samples come to.</param>
/// <param name="Rest">What one part measures for all; null in the others.</param>
internal sealed record TestPart(int Images, int Samples, string Fingerprint, IReadOnlyList<LogSum> Sums, TestRest? Rest);

/// <summary>The test of a trained model on test images, the same after training, in evaluation and in the demonstration.</summary>
internal static class FinalTest
{
    // How the estimator behaves needs repeated draws, but shows on few images.
    private const int EstimatorImages = 200;
    private const int EstimatorRepeats = 50;

    // Where K is large, on fewer.
    private const long EstimatorProposals = 50_000_000;

    // What an image counts for in the progress, so that a part of one shows.
    private const long Parts = 1000;

    /// <summary>The measurements; null where the user interrupted them. Of the samples other processes make a part each, where there are any.</summary>
    /// <exception cref="MeasurementException">The log-likelihood is not finite.</exception>
    public static TestOutcome? Measure<TModel>(
        ModelNetwork<TModel> network, DataBinding binding, TestRequest request, IProgressSink progress, Interruption interruption, ICommunicator? communicator = null)
        where TModel : class, IModel<TModel> => UnlessInterrupted(
            interruption,
            () => communicator is null ? MeasureAll(network, binding, request, progress, interruption) : MeasureTogether(network, binding, request, communicator, progress, interruption),
            communicator is not null);

    /// <summary>Does this rank's part of the samples of measurements that the first rank tells of.</summary>
    /// <exception cref="OperationCanceledException">A rank was interrupted.</exception>
    public static void Help<TModel>(ModelNetwork<TModel> network, DataBinding binding, TestRequest request, ICommunicator communicator, Interruption interruption)
        where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        LogEstimates(network, Images(network, binding, request), binding, request, communicator, NoProgress.Instance, interruption);
    }

    /// <summary>A part of the measurements, of which others make the others; null where the user interrupted it.</summary>
    public static TestPart? MeasurePart<TModel>(
        ModelNetwork<TModel> network, DataBinding binding, TestRequest request, Shard shard, IProgressSink progress, Interruption interruption)
        where TModel : class, IModel<TModel> => UnlessInterrupted(interruption, () => MeasureSums(network, binding, request, shard, progress, interruption));

    /// <summary>The mean log-likelihood of log ŵ of each image.</summary>
    /// <exception cref="MeasurementException">It is not finite.</exception>
    public static LogLikelihood Mean(string model, IReadOnlyList<double> values, int samples)
    {
        var odd = values.Count(v => !double.IsFinite(v));
        return odd == 0 ? LogLikelihood.From(values, samples) : throw new MeasurementException(
            $"{model}: log p(x) is {values.First(v => !double.IsFinite(v))} for {odd} of {values.Count} test images; it must be a finite number of nats. "
            + "Train again with a lower --learning-rate, or look for values that the declared densities exclude.");
    }

    private static T? UnlessInterrupted<T>(Interruption interruption, Func<T?> measure, bool isAgreed = false) where T : class
    {
        try
        {
            return measure();
        }
        catch (OperationCanceledException) when (interruption.IsRequested || isAgreed)
        {
            return null;
        }
    }

    private static TestPart? MeasureSums<TModel>(
        ModelNetwork<TModel> network, DataBinding binding, TestRequest request, Shard shard, IProgressSink progress, Interruption interruption)
        where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        var images = Images(network, binding, request);
        var samples = Evaluator.WholeGroups(network, request.Samples);
        if (Sums(network, images, binding, request, shard, progress, interruption) is not { } sums)
            return null;

        // What takes draws that are not counted by samples is no more work than an image or two: one part has it.
        var rest = shard.Index == 1 ? MeasureRest(network, images, samples, binding, request, progress, interruption) : null;
        return new((int)images.Batch, samples, Fingerprint(images), sums, rest);
    }

    private static TestOutcome MeasureTogether<TModel>(
        ModelNetwork<TModel> network, DataBinding binding, TestRequest request, ICommunicator communicator, IProgressSink progress, Interruption interruption)
        where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        var images = Images(network, binding, request);
        var samples = Evaluator.WholeGroups(network, request.Samples);
        var mean = Mean(TModel.Description.Name, LogEstimates(network, images, binding, request, communicator, progress, interruption), samples);
        var rest = MeasureRest(network, images, samples, binding, request, progress, interruption);
        return new(rest.Bound, mean, rest.Estimator, rest.Warning);
    }

    private static double[] LogEstimates<TModel>(
        ModelNetwork<TModel> network, Observation images, DataBinding binding, TestRequest request, ICommunicator communicator, IProgressSink progress, Interruption interruption)
        where TModel : class, IModel<TModel>
    {
        List<LogSum>? sums = null;
        try
        {
            sums = Sums(network, images, binding, request, new(communicator.Rank + 1, communicator.Size), progress, interruption);
        }
        catch (OperationCanceledException) when (interruption.IsRequested)
        {
            // The others wait to hear of it.
        }

        return LogSum.Merge(sums ?? [], images.Batch, Evaluator.WholeGroups(network, request.Samples), communicator, isStopped: sums is null);
    }

    /// <summary>What the samples of a part come to; null where the user interrupted it.</summary>
    private static List<LogSum>? Sums<TModel>(
        ModelNetwork<TModel> network, Observation images, DataBinding binding, TestRequest request, Shard shard, IProgressSink progress, Interruption interruption)
        where TModel : class, IModel<TModel>
    {
        var all = Math.Max(1, images.Batch * Evaluator.WholeGroups(network, request.Samples) / shard.Count);
        var (sums, done) = (new List<LogSum>(), 0L);
        var options = new EvaluationOptions
        {
            Samples = request.Samples,
            Seed = request.Seed,
            Step = request.Step,
            Watch = new(interruption.Token, part => progress.Report(Math.Min(all, done + part.Done), Samples(part))),
        };
        progress.Begin($"{TModel.Description.Name}: part {shard} of the test", all);
        foreach (var block in Evaluator.LogSums(network, images, options, shard))
        {
            sums.AddRange(block);
            done += block.Sum(sum => sum.Samples);
            if (interruption.IsRequested)
                return null;
            progress.Report(Math.Min(all, done), $"{Numbers.Count(sums.Count)} {binding.Data.Noun.Many}");
        }

        return sums;
    }

    /// <summary>The first half of the SHA-256 of all that is observed or given of the images.</summary>
    private static string Fingerprint(Observation images)
    {
        using var scope = torch.NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var values in images.Values.IsDefault ? [] : images.Values)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{values.dtype} {string.Join(' ', values.shape)};"));
            hash.AppendData(values.cpu().contiguous().bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    private static Observation Images<TModel>(ModelNetwork<TModel> network, DataBinding binding, TestRequest request) where TModel : class, IModel<TModel> =>
        binding.HeldOut(binding.Data.Test.Take(request.Limit ?? int.MaxValue), network.parameters().FirstOrDefault()?.device);

    private static TestOutcome? MeasureAll<TModel>(
        ModelNetwork<TModel> network, DataBinding binding, TestRequest request, IProgressSink progress, Interruption interruption)
        where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        var images = Images(network, binding, request);
        var count = (int)images.Batch;
        var samples = Evaluator.WholeGroups(network, request.Samples);
        var values = new List<double>(count);
        var options = new EvaluationOptions
        {
            Samples = request.Samples,
            Seed = request.Seed,
            Step = request.Step,
            Watch = new(interruption.Token, part => progress.Report((values.Count * Parts) + (Parts * part.Done / samples), Samples(part))),
        };
        progress.Begin($"{TModel.Description.Name}: test", count * Parts);
        foreach (var block in Evaluator.LogEstimates(network, images, options))
        {
            values.AddRange(block);
            if (interruption.IsRequested)
                return null;
            progress.Report(values.Count * Parts, string.Create(
                CultureInfo.InvariantCulture, $"log p(x) {LogLikelihood.From(values, samples).Mean:F2} nats with {samples} samples"));
        }

        var mean = Mean(TModel.Description.Name, values, samples);
        var rest = MeasureRest(network, images, samples, binding, request, progress, interruption);
        return new(rest.Bound, mean, rest.Estimator, rest.Warning);
    }

    /// <summary>The bound, and how the estimator behaves.</summary>
    private static TestRest MeasureRest<TModel>(
        ModelNetwork<TModel> network, Observation images, int samples, DataBinding binding, TestRequest request, IProgressSink progress, Interruption interruption)
        where TModel : class, IModel<TModel>
    {
        var bound = Evaluator.Bound(network, images, request.Seed, request.Step, Watch($"bound on test {binding.Data.Noun.Many}"));
        DatumReport[] data =
        [
            .. EstimatorReports.Data(
                network,
                images.Narrow(0, Math.Min(images.Batch, Math.Clamp(EstimatorProposals / EstimatorRepeats / network.Samples, 1, EstimatorImages))),
                EstimatorRepeats,
                Noise.FromSeed(request.Seed, network.parameters().FirstOrDefault()?.device),
                Watch("draws for the estimator")),
        ];
        return new(
            bound,
            EstimatorReport.Of(data),
            Trust.Warning(data, Math.Max(1, samples / network.Samples), request.Option, bound, request.ValidationBound, binding.Data.Noun.Many));

        // A phase of its own where it takes its time.
        StepWatch Watch(string what)
        {
            var hasBegun = false;
            return new(interruption.Token, part =>
            {
                if (!hasBegun)
                    progress.Begin($"{TModel.Description.Name}: {what}", part.Total);
                hasBegun = true;
                progress.Report(part.Done, Samples(part));
            });
        }
    }

    private static string Samples(StepProgress part) => string.Create(CultureInfo.InvariantCulture, $"samples {part.Done:N0} of {part.Total:N0}");
}
