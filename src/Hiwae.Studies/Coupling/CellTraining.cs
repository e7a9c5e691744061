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
            return Estimator<TModel>(0, noise => Batch(data.Train, noise), settings.Batch, settings.Steps, settings.LearningRate, images, settings.Repeats) is { } measured
                ? Result(measured, images, watch.Elapsed)
                : null;
        }

        var each = new List<Measurement>();
        var chosen = data.Chosen(settings.Images);
        foreach (var image in chosen)
        {
            var batch = data.Observe(data.Test.narrow(0, image, 1).expand(settings.ImageBatch, View.Room).contiguous());
            if (Estimator<TModel>(image + 1, _ => batch, settings.ImageBatch, settings.ImageSteps, settings.ImageLearningRate, [image], settings.ImageRepeats) is not [var one])
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

    /// <summary>A new network, trained and measured on each of some test images. Its draws depend on seed and image alone, so that families are compared on the same ones.</summary>
    private List<Measurement>? Estimator<TModel>(long stream, Func<Noise, Observation> batch, int size, int steps, double rate, IReadOnlyList<int> images, int repeats)
        where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        var seed = (cell.Seed * 100_000) + stream;
        using var network = TModel.CreateNetwork(Noise.FromSeed(seed), cell.Samples);
        data.Decoder.Freeze(network);
        Spread(network);
        if (!Train(network, Noise.FromSeed(seed + 1_000_000_000), batch, size, (int)(steps * variation.Length), rate))
            return null;
        using var constant = torch.no_grad();
        network.eval();
        var rows = data.Observe(data.Test.index_select(0, torch.tensor([.. images.Select(image => (long)image)])));
        return [.. EstimatorReports.LogTerms(network, rows, repeats, Noise.FromSeed(seed + 2_000_000_000)).Zip(images, (terms, image) => Measurement.Of(terms, data.LogEvidence[image]))];
    }

    /// <summary>Adam twice, for q and for r, on the compiled step; p has no gradient.</summary>
    private bool Train<TModel>(ModelNetwork<TModel> network, Noise noise, Func<Noise, Observation> batch, int size, int steps, double rate) where TModel : class, IModel<TModel>
    {
        network.train();
        using var program = new CompiledProgram(network.Record(isTraining: true, cell.Gradient));
        var learned = network.named_parameters().Where(entry => entry.parameter.requires_grad).ToLookup(entry => entry.name.StartsWith("r_", StringComparison.Ordinal), entry => entry.parameter);
        using var proposals = new Adam(learned[false], rate);
        using var reverse = new Adam(learned[true], rate * variation.ReverseRate);
        for (var step = 0; step < steps; step++)
        {
            if (isStopped())
                return false;
            using var scope = torch.NewDisposeScope();
            var fall = 0.5 * (1 + Math.Cos(Math.PI * step / steps));
            program.WriteGradients(batch(noise), cell.Samples, noise, -1.0 / size);
            (proposals.Rate, reverse.Rate) = (rate * fall, rate * fall * variation.ReverseRate);
            proposals.Step();
            if ((step + 1) % variation.ReverseEvery == 0)
                reverse.Step();
        }

        return true;
    }

    /// <summary>Moves initial heads away from their mean.</summary>
    private void Spread<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        if (variation.Spread == 1)
            return;
        using var constant = torch.no_grad();
        var heads = network.named_parameters().Last(entry => entry.name.StartsWith("q_z.", StringComparison.Ordinal) && entry.parameter.dim() == 2).parameter;
        var own = heads.view(cell.Samples, -1, heads.shape[1]);
        var mean = own.mean([0], keepdim: true);
        heads.copy_((mean + ((own - mean) * variation.Spread)).view(heads.shape));
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
}
