using System.Diagnostics;
using Hiwae.Compilation;
using Hiwae.Reports;
using Hiwae.Training;

namespace Hiwae.Studies.Coupling;

/// <summary>Trains and measures one cell; null where the user interrupted it.</summary>
/// <param name="cell">The cell.</param>
/// <param name="data">The data of its view.</param>
/// <param name="settings">How.</param>
/// <param name="mark">What tells the settings apart.</param>
/// <param name="isStopped">Whether the user wants to stop.</param>
internal sealed class CellTraining(Cell cell, ViewData data, Settings settings, string mark, Func<bool> isStopped) : IModelVisitor<CellResult?>
{
    private readonly Variation variation = Variation.Find(cell.Variation);

    /// <inheritdoc/>
    public CellResult? Visit<TModel>() where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        var watch = Stopwatch.StartNew();
        if (cell.Mode == Cell.Amortised)
        {
            var images = Enumerable.Range(0, settings.TestImages).ToArray();
            return Estimator<TModel>(0, noise => Batch(data.Train, noise), new(settings.Batch, settings.Steps, settings.LearningRate, Starts: 1), images, settings.Repeats) is { } measured
                ? Result(measured, images, watch.Elapsed)
                : null;
        }

        var each = new List<Measurement>();
        var chosen = data.Chosen(settings.Images);
        foreach (var image in chosen)
        {
            var batch = data.Observe(data.Test.narrow(0, image, 1).expand(settings.ImageBatch, View.Room).contiguous());
            if (Estimator<TModel>(image + 1, _ => batch, new(settings.ImageBatch, settings.ImageSteps, settings.ImageLearningRate, settings.Starts), [image], settings.ImageRepeats) is not [var one])
                return null;
            each.Add(one);
        }

        return Result(each, chosen, watch.Elapsed);
    }

    private Observation Batch(Tensor images, Noise noise)
    {
        var rows = (noise.Uniform(settings.Batch) * images.shape[0]).to_type(torch.ScalarType.Int64).clamp(0, images.shape[0] - 1);
        return data.Observe(images.index_select(0, rows));
    }

    /// <summary>
    /// The best of some starts by its bound in training, measured on each of some test images. Its draws depend on seed and image alone, so that families are compared on the same ones.
    /// </summary>
    private List<Measurement>? Estimator<TModel>(long stream, Func<Noise, Observation> batch, Course course, IReadOnlyList<int> images, int repeats)
        where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        var seed = (cell.Seed * 100_000) + stream;
        (ModelNetwork<TModel> Network, double Bound)? best = null;
        for (var start = 0; start < course.Starts; start++)
        {
            var network = TModel.CreateNetwork(Noise.FromSeed(seed + (start * 10_000_000L)), cell.Samples);
            data.Decoder.Freeze(network);
            Scale(network);
            if (Train(network, Noise.FromSeed(seed + (start * 10_000_000L) + 1_000_000_000), batch, course) is not { } bound)
                return null;
            if (best is null || bound > best.Value.Bound || double.IsNaN(best.Value.Bound))
                best = (network, bound);
        }

        using var constant = torch.no_grad();
        best!.Value.Network.eval();
        var rows = data.Observe(data.Test.index_select(0, torch.tensor([.. images.Select(image => (long)image)])));
        return [.. EstimatorReports.LogTerms(best.Value.Network, rows, repeats, Noise.FromSeed(seed + 2_000_000_000)).Zip(images, (terms, image) => Measurement.Of(terms, data.LogEvidence[image]))];
    }

    /// <summary>Adam twice, for q and for r, on the compiled step; p has no gradient.</summary>
    /// <returns>The bound in nats, the mean over the last tenth of the steps; null where the user interrupted it.</returns>
    private double? Train<TModel>(ModelNetwork<TModel> network, Noise noise, Func<Noise, Observation> batch, Course course) where TModel : class, IModel<TModel>
    {
        network.train();
        using var program = new CompiledProgram(network.Record(isTraining: true, cell.Gradient));
        var learned = network.named_parameters().Where(entry => entry.parameter.requires_grad).ToLookup(entry => entry.name.StartsWith("r_", StringComparison.Ordinal), entry => entry.parameter);
        using var proposals = new Adam(learned[false], course.Rate);
        using var reverse = new Adam(learned[true], course.Rate);
        var steps = (int)(course.Steps * variation.Length);
        var last = new List<double>();
        for (var step = 0; step < steps; step++)
        {
            if (isStopped())
                return null;
            using var scope = torch.NewDisposeScope();
            var rate = course.Rate * 0.5 * (1 + Math.Cos(Math.PI * step / steps));
            var estimates = program.WriteGradients(batch(noise), cell.Samples, noise, -1.0 / course.Batch);
            (proposals.Rate, reverse.Rate) = (rate, rate * variation.ReverseRate);
            proposals.Step();
            if ((step + 1) % variation.ReverseEvery == 0)
                reverse.Step();
            if (step >= steps * 9 / 10)
                last.Add(estimates.Average());
        }

        return last.Average();
    }

    /// <summary>Moves initial heads away from their mean, and has proposals see more of z0, or less.</summary>
    private void Scale<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        if (variation.Spread != 1 && TModel.Description.Weights == Weights.Balance)
        {
            var heads = network.named_parameters().Last(entry => entry.name.StartsWith("q_z.", StringComparison.Ordinal) && entry.parameter.dim() == 2).parameter;
            var own = heads.view(cell.Samples, -1, heads.shape[1]);
            var mean = own.mean([0], keepdim: true);
            heads.copy_((mean + ((own - mean) * variation.Spread)).view(heads.shape));
        }

        if (TModel.Description.Variables.FirstOrDefault(variable => variable.Role == Role.Auxiliary) is { } auxiliary && variation.Strength != 1)
        {
            var trunk = network.named_parameters().First(entry => entry.name.StartsWith("f_u.", StringComparison.Ordinal) && entry.parameter.dim() == 2).parameter;
            trunk.narrow(1, 0, auxiliary.Size).mul_(variation.Strength);
        }
    }

    private CellResult Result(IReadOnlyList<Measurement> each, IReadOnlyList<int> images, TimeSpan time) => new()
    {
        Mode = cell.Mode,
        View = cell.View,
        Family = cell.Family,
        Samples = cell.Samples,
        Gradient = cell.Gradient.ToString(),
        Variation = cell.Variation,
        Seed = cell.Seed,
        Settings = mark,
        Images = each.Count,
        Gap = Finite(each.Average(one => one.Gap)),
        LogVariance = Finite(each.Average(one => one.LogVariance)),
        Dependence = Finite(Statistics.Median(each.Select(one => one.Dependence))),
        PooledDependence = Finite(each.Sum(one => one.Shared) / each.Sum(one => one.Own)),
        DependenceFloor = Finite(Statistics.Median(each.Select(one => one.DependenceFloor))),
        Floor = Finite(Statistics.Median(each.Select(one => one.Floor))),
        MeanRatio = Finite(each.Average(one => one.Mean)),
        MeanRatioError = Finite(Statistics.StandardError([.. each.Select(one => one.Mean)])),
        Each = cell.Mode == Cell.Amortised ? [] :
        [
            .. each.Zip(images, (one, image) => new ImageResult(
                image, data.ModesOf[image], Finite(one.Gap), Finite(one.LogVariance), Finite(one.Dependence), Finite(one.DependenceFloor), Finite(one.Mean))),
        ],
        Seconds = time.TotalSeconds,
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>How a network is trained.</summary>
    private readonly record struct Course(int Batch, int Steps, double Rate, int Starts);
}
