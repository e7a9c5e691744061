using System.Collections.Immutable;
using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;
using Hiwae.Compilation;
using Hiwae.Reports;

namespace Hiwae.Cli.Analyse;

/// <summary>The measurements of an analysis.</summary>
/// <param name="Samples">K.</param>
/// <param name="Images">The measurements of each image.</param>
/// <param name="Estimator">The averages over images.</param>
/// <param name="Sweep">The bound by the number of samples.</param>
/// <param name="Gradients">An entry for each estimator of the gradient; none where they were left out.</param>
/// <param name="GradientBatches">The number of batches that they were compared on.</param>
/// <param name="Units">The active units of each variable; none where there are too few images.</param>
internal sealed record Analysis(
    int Samples,
    IReadOnlyList<DatumReport> Images,
    EstimatorReport Estimator,
    IReadOnlyList<SweptBound> Sweep,
    IReadOnlyList<GradientReport> Gradients,
    int GradientBatches,
    IReadOnlyList<ActiveUnits> Units)
{
    /// <summary>α of the bound that the gradients are of.</summary>
    public double Alpha { get; init; }

    /// <summary>The bound by α; none where α is not for the weights.</summary>
    public IReadOnlyList<BoundAt> ByAlpha { get; init; } = [];

    /// <summary>The bound by the number of samples within a group; none where each has its own head.</summary>
    public IReadOnlyList<BoundAt> BySamples { get; init; } = [];

    /// <summary>The number of heads that samples come from in turn; 1 where all are drawn alike.</summary>
    public int Heads { get; init; } = 1;
}

/// <summary>The measurements that <c>analyse</c> shows.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="alpha">α of the bound that the model was trained on, whose gradients are compared.</param>
/// <param name="progress">Told of every image and batch.</param>
/// <param name="interruption">Asked between them.</param>
internal sealed class AnalyseMeasurement(AnalyseRequest request, double alpha, IProgressSink progress, Interruption interruption)
{
    private const int UnitRepeats = 50;

    private StepWatch Watch => new(interruption.Token);

    /// <summary>Shows how far the draws are within a few images.</summary>
    private StepWatch Shown(Func<int> done) => new(interruption.Token, part => progress.Report(
        done(), string.Create(CultureInfo.InvariantCulture, $"samples {part.Done:N0} of {part.Total:N0}")));

    /// <summary>The analysis; null where the user interrupted it.</summary>
    /// <param name="network">The trained model.</param>
    /// <param name="images">At least as many as the request asks for, where the data have them.</param>
    public Analysis? Measure<TModel>(ModelNetwork<TModel> network, Observation images) where TModel : class, IModel<TModel>
    {
        try
        {
            return MeasureAll(network, images);
        }
        catch (OperationCanceledException) when (interruption.IsRequested)
        {
            return null;
        }
    }

    private Analysis? MeasureAll<TModel>(ModelNetwork<TModel> network, Observation images) where TModel : class, IModel<TModel>
    {
        var groups = Groups(network.Samples);
        var shown = images.Narrow(0, Math.Min(request.Images, images.Batch));
        if (MeasureImages(network, shown) is not { } data)
            return null;
        var units = MeasureUnits(network, shown);
        if (interruption.IsRequested || MeasureGradients(network, images) is not { } gradients)
            return null;
        return new(
            network.Samples,
            data,
            EstimatorReport.Of(data),
            SampleSweep.Of(data, network.Samples, groups),
            gradients.Count == 0 ? [] : GradientReport.Of(gradients, GradientReports.Valid(TModel.Description)),
            gradients.Count,
            units)
        {
            Alpha = alpha,
            ByAlpha = network.Samples > 1 && TModel.Description.Weights is not (Weights.Power or Weights.Maximum) ? BoundSweeps.ByAlpha(data) : [],
            BySamples = network.Samples > network.Heads ? BoundSweeps.BySamples(data, network.Samples, network.Heads) : [],
            Heads = network.Heads,
        };
    }

    /// <summary>The numbers of groups of the sweep.</summary>
    /// <exception cref="UsageException">There are not as many draws.</exception>
    private IReadOnlyList<int> Groups(int samples)
    {
        if (request.Samples is not { } wanted)
            return SampleSweep.Groups(request.Repeats);
        int[] groups = [.. wanted.Select(count => (int)(((long)count + samples - 1) / samples)).Distinct()];
        return groups[^1] <= request.Repeats
            ? groups
            : throw new UsageException(
                $"--samples asks for {wanted[^1]}, which is {groups[^1]} groups of K = {samples}, but --repeats makes {request.Repeats} of them for each image; write --repeats {groups[^1]} or more.");
    }

    private IReadOnlyList<DatumReport>? MeasureImages<TModel>(ModelNetwork<TModel> network, Observation images) where TModel : class, IModel<TModel>
    {
        progress.Begin($"{TModel.Description.Name}: draws", images.Batch);
        var data = new List<DatumReport>();
        foreach (var datum in EstimatorReports.Data(network, images, request.Repeats, Noise.FromSeed(request.Seed, DeviceOption.Open(request.Device)), Shown(() => data.Count)))
        {
            data.Add(datum);
            if (interruption.IsRequested)
                return null;
            progress.Report(data.Count, $"{request.Repeats} for each image");
        }

        var odd = data.Count(datum => !datum.LogEstimates.All(double.IsFinite));
        return odd == 0 ? data : throw new MeasurementException(
            $"{TModel.Description.Name}: log ŵ is not a finite number of nats for some draws of {odd} of {data.Count} images. "
            + "Under Maximum weights that is to be expected; else train again with a lower --learning-rate, or look for values that the declared densities exclude.");
    }

    private IReadOnlyList<ActiveUnits> MeasureUnits<TModel>(ModelNetwork<TModel> network, Observation images) where TModel : class, IModel<TModel>
    {
        if (images.Batch < 2 || !TModel.Description.Data.Any())
            return [];
        progress.Begin($"{TModel.Description.Name}: active units", 1);
        return ActivityReports.Measure(network, images, UnitRepeats, Noise.FromSeed(request.Seed, DeviceOption.Open(request.Device)));
    }

    /// <summary>For each batch and estimator each factor's; none where they are not wanted, null where the user interrupted it.</summary>
    private IReadOnlyList<IReadOnlyList<ImmutableArray<FactorGradient>>>? MeasureGradients<TModel>(ModelNetwork<TModel> network, Observation images)
        where TModel : class, IModel<TModel>
    {
        var gradients = GradientReports.Valid(TModel.Description);
        var batches = Batches(images);
        progress.Begin($"{TModel.Description.Name}: gradients", batches.Count * gradients.Length);
        var measured = new List<IReadOnlyList<ImmutableArray<FactorGradient>>>();
        foreach (var (b, batch) in batches.Index())
        {
            var factors = new List<ImmutableArray<FactorGradient>>();
            foreach (var gradient in gradients)
            {
                if (interruption.IsRequested)
                    return null;
                factors.Add(GradientReports.Factors(network, batch, request.GradientRepeats, gradient, request.Seed + b, Watch, alpha));
                progress.Report((b * gradients.Length) + factors.Count, $"{request.GradientRepeats} for each batch");
            }

            measured.Add(factors);
        }

        return measured;
    }

    /// <summary>Batches of distinct images; without data, batches of as many groups of proposals.</summary>
    private IReadOnlyList<Observation> Batches(Observation images)
    {
        if (images.Values.IsDefaultOrEmpty)
            return [.. Enumerable.Repeat(Observation.Nothing(request.BatchSize), request.Batches)];
        var size = Math.Min(request.BatchSize, images.Batch);
        return [.. Enumerable.Range(0, (int)Math.Min(request.Batches, images.Batch / size)).Select(b => images.Narrow(b * size, size))];
    }
}
