using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
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
    public RunMetrics AddTo(RunMetrics metrics) => metrics with
    {
        TestBound = Numbers.Finite(Bound),
        TestNll = Numbers.Finite(-LogLikelihood.Mean),
        TestNllStandardError = Numbers.Finite(LogLikelihood.StandardError),
        TestNllSamples = LogLikelihood.Samples,
        TestImages = LogLikelihood.Images,
        EffectiveSampleSize = Numbers.Finite(Estimator.EffectiveSampleSize),
        VarianceLogEstimate = Numbers.Finite(Estimator.VarianceOfLogEstimate),
        MeanWeightCorrelation = Numbers.Finite(Estimator.MeanCorrelation),
        MeanLogWeightCorrelation = Numbers.Finite(Estimator.MeanLogCorrelation),
        WeightCorrelationFloor = Numbers.Finite(Estimator.CorrelationFloor),
        CouplingGain = Numbers.Finite(Estimator.CouplingGain),
        CouplingCeiling = Numbers.Finite(Estimator.CouplingCeiling),
    };
}

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

    /// <summary>The measurements; null where the user interrupted them.</summary>
    /// <exception cref="MeasurementException">The log-likelihood is not finite.</exception>
    public static TestOutcome? Measure<TModel>(
        ModelNetwork<TModel> network, DataBinding binding, TestRequest request, IProgressSink progress, Interruption interruption)
        where TModel : class, IModel<TModel>
    {
        try
        {
            return MeasureAll(network, binding, request, progress, interruption);
        }
        catch (OperationCanceledException) when (interruption.IsRequested)
        {
            return null;
        }
    }

    private static TestOutcome? MeasureAll<TModel>(
        ModelNetwork<TModel> network, DataBinding binding, TestRequest request, IProgressSink progress, Interruption interruption)
        where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        var device = network.parameters().FirstOrDefault()?.device;
        var images = binding.HeldOut(binding.Data.Test.Take(request.Limit ?? int.MaxValue), device);
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

        CheckFinite(TModel.Description.Name, values);
        var bound = Evaluator.Bound(network, images, request.Seed, request.Step, Watch($"bound on test {binding.Data.Noun.Many}"));
        DatumReport[] data =
        [
            .. EstimatorReports.Data(
                network,
                images.Narrow(0, Math.Min(count, Math.Clamp(EstimatorProposals / EstimatorRepeats / network.Samples, 1, EstimatorImages))),
                EstimatorRepeats,
                Noise.FromSeed(request.Seed, device),
                Watch("draws for the estimator")),
        ];
        return new(
            bound,
            LogLikelihood.From(values, samples),
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

    private static void CheckFinite(string model, IReadOnlyList<double> values)
    {
        var odd = values.Count(v => !double.IsFinite(v));
        if (odd > 0)
            throw new MeasurementException(
                $"{model}: log p(x) is {values.First(v => !double.IsFinite(v))} for {odd} of {values.Count} test images; it must be a finite number of nats. "
                + "Train again with a lower --learning-rate, or look for values that the declared densities exclude.");
    }
}
