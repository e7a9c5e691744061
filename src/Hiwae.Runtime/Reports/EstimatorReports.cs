using Hiwae.Compilation;
using Hiwae.Native;
using Hiwae.Networks;
using Hiwae.Randomness;

namespace Hiwae.Reports;

/// <summary>Measures how the estimator behaves (section "What is reported" of the method), for any model and data.</summary>
public static class EstimatorReports
{
    // What a convolutional decoder holds for each proposal may be hundreds of kilobytes.
    private const int ProposalsPerBatch = 5000;

    /// <summary>Repeats the draw for every image and averages over images what is computed within each.</summary>
    /// <param name="network">The model; K is the network's own.</param>
    /// <param name="images">The data of each image; <see cref="Observation.Nothing"/> for a model without data.</param>
    /// <param name="repeats">Independent draws per image, at least 2.</param>
    /// <param name="noise">The source of random numbers.</param>
    /// <param name="logEvidence">log p(x) of each image in nats, where it is known.</param>
    /// <param name="watch">Watches over the draws of each few images; nobody does where null.</param>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    /// <exception cref="ArgumentException">Fewer than two repeats, no image, or images that do not fit the model or the network.</exception>
    public static EstimatorReport Measure<TModel>(
        ModelNetwork<TModel> network, Observation images, int repeats, Noise noise, IReadOnlyList<double>? logEvidence = null, StepWatch? watch = null)
        where TModel : class, IModel<TModel> =>
        EstimatorReport.Of([.. Data(network, images, repeats, noise, watch)], logEvidence);

    /// <summary>The report on each image, one after the other.</summary>
    /// <inheritdoc cref="Measure{TModel}(ModelNetwork{TModel}, Observation, int, Noise, IReadOnlyList{double}, StepWatch)"/>
    public static IEnumerable<DatumReport> Data<TModel>(ModelNetwork<TModel> network, Observation images, int repeats, Noise noise, StepWatch? watch = null)
        where TModel : class, IModel<TModel>
    {
        DatumReport.CheckRepeats(repeats);
        var (areIndependent, logMixture) = (TModel.Description is { HasSharedAuxiliary: false, IsFiltering: false }, LogMixture(network));
        return LogTerms(network, images, repeats, noise, watch).Select(terms => DatumReport.Of(terms, areIndependent, logMixture));
    }

    /// <summary>log π_j of learned weights, [samples]; null for all others.</summary>
    private static double[]? LogMixture<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        if (TModel.Description.Weights != Weights.Learned)
            return null;
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        return [.. network.modules().OfType<LearnedWeights>().Single().LogWeights(network.Samples).to_type(ScalarType.Float64).cpu().contiguous().data<double>()];
    }

    /// <summary>log(π_j w_j) of every image in nats, each [repeats, samples]; a few images at a time.</summary>
    /// <param name="network">The model; K is the network's own.</param>
    /// <param name="images">The data of each image.</param>
    /// <param name="repeats">Independent draws per image.</param>
    /// <param name="noise">The source of random numbers.</param>
    /// <param name="watch">Watches over the draws of each few images; nobody does where null.</param>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    /// <exception cref="ArgumentException">There are no images, or they do not fit the model or the network.</exception>
    public static IEnumerable<double[,]> LogTerms<TModel>(
        ModelNetwork<TModel> network, Observation images, int repeats, Noise noise, StepWatch? watch = null)
        where TModel : class, IModel<TModel> => Tables(network, network.Checked(images, noise), repeats, noise, watch);

    private static IEnumerable<double[,]> Tables<TModel>(ModelNetwork<TModel> network, Observation images, int repeats, Noise noise, StepWatch? watch)
        where TModel : class, IModel<TModel>
    {
        var rows = Math.Clamp(ProposalsPerBatch / network.Samples, 1, 1000);
        var atOnce = Math.Max(1, rows / repeats);
        for (long start = 0; start < images.Batch; start += atOnce)
        {
            var count = Math.Min(atOnce, images.Batch - start);
            var tables = Enumerable.Range(0, (int)count).Select(_ => new double[repeats, network.Samples]).ToArray();
            using (watch?.BeginAll(count * repeats * network.Samples))
            {
                Fill(tables, start, count);
            }

            foreach (var table in tables)
                yield return table;
        }

        void Fill(double[][,] tables, long start, long count)
        {
            for (var done = 0; done < repeats;)
            {
                var part = Math.Min(repeats - done, Math.Max(1, rows / (int)count));
                Draw(network, images.Narrow(start, count), part, noise, watch, (image, repeat, sample, value) => tables[image][done + repeat, sample] = value);
                done += part;
            }
        }
    }

    private static void Draw<TModel>(
        ModelNetwork<TModel> network, Observation images, int repeats, Noise noise, StepWatch? watch, Action<long, long, long, double> keep)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var mode = EvaluationMode.Begin();
        using var work = Leftovers.Begin();
        var all = images.Repeat(repeats);
        if (NetworkEstimates.BlocksOf(network, all, network.Samples, noise, hasGradient: false) is { } blocks)
        {
            foreach (var (i, row) in new BlockedBatch<TModel>(network, all, network.Samples, (CounterNoise)noise, blocks, watch).LogTerms().Index())
            {
                for (var j = 0; j < row.Length; j++)
                    keep(i / repeats, i % repeats, j, row[j]);
            }

            return;
        }

        var terms = network.Propose(all, network.Samples, noise).LogTerms().to_type(ScalarType.Float64).contiguous().cpu();
        Leftovers.Collect();
        var values = terms.data<double>().ToArray();
        for (long i = 0; i < values.Length; i++)
            keep(i / network.Samples / repeats, i / network.Samples % repeats, i % network.Samples, values[i]);
        watch?.Advance(values.Length);
        watch?.ThrowIfStopped();
    }
}
