using Hiwae.Networks;

namespace Hiwae.Reports;

/// <summary>Measures how the estimator behaves (section 6 of the method).</summary>
public static class EstimatorReports
{
    // What a convolutional decoder holds for each proposal may be hundreds of kilobytes.
    private const int ProposalsPerBatch = 5000;

    /// <summary>Repeats the draw for every image and averages over images what is computed within each.</summary>
    /// <param name="network">The model; K is the network's own.</param>
    /// <param name="images">The data of each image.</param>
    /// <param name="repeats">Independent draws per image, at least 2.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <exception cref="ArgumentException">Fewer than two repeats.</exception>
    public static EstimatorReport Measure<TModel>(ModelNetwork<TModel> network, Observation images, int repeats, Noise noise)
        where TModel : class, IModel<TModel>
    {
        if (repeats < 2)
            throw new ArgumentException($"The number of repeats is {repeats}; a variance needs at least 2.", nameof(repeats));
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var mode = network.InEvaluation();
        var logTerms = LogTerms(network, images, repeats, noise); // [images, repeats, samples]
        var logEstimates = logTerms.logsumexp(-1); // [images, repeats]
        var weights = logTerms.softmax(-1);

        // Within an image everything is divided by its largest term, so that exp does not overflow.
        var terms = (logTerms - logTerms.amax([1, 2], keepdim: true)).exp();
        var estimates = terms.sum(-1);
        var relative = Variance(estimates) / estimates.mean([1]).square();
        return new(
            Bound: Mean(logEstimates),
            VarianceOfLogEstimate: Mean(Variance(logEstimates)),
            EffectiveSampleSize: Mean(weights.square().sum(-1).reciprocal()),
            MeanCorrelation: MeanCorrelation(terms),
            MeanLogCorrelation: MeanCorrelation(logTerms),
            RelativeVariance: Mean(relative));
    }

    private static Tensor LogTerms<TModel>(ModelNetwork<TModel> network, Observation images, int repeats, Noise noise)
        where TModel : class, IModel<TModel>
    {
        var rows = Math.Min(1000, ProposalsPerBatch / network.Samples);
        var parts = new List<Tensor>();
        var count = images.Batch;
        var atOnce = Math.Max(1, rows / repeats);
        for (long start = 0; start < count; start += atOnce)
        {
            using var inner = NewDisposeScope();
            var block = images.Narrow(start, Math.Min(atOnce, count - start)).Repeat(repeats);
            var terms = network.Propose(block, network.Samples, noise).LogTerms();
            parts.Add(inner.MoveToOuter(terms.to_type(ScalarType.Float64).view(-1, repeats, network.Samples)));
        }

        return cat(parts, 0);
    }

    private static double Mean(Tensor values) => values.mean().ToDouble();

    /// <summary>The unbiased variance over repeats, [images, repeats] to [images].</summary>
    private static Tensor Variance(Tensor values)
    {
        var centred = values - values.mean([1], keepdim: true);
        return centred.square().sum(1) / (values.shape[1] - 1);
    }

    /// <summary>
    /// The mean over images and pairs i ≠ j of the correlation over repeats, [images, repeats, samples]. An image in
    /// which a sample's values do not vary has no correlation and is left out.
    /// </summary>
    private static double MeanCorrelation(Tensor values)
    {
        var samples = values.shape[2];
        if (samples == 1)
            return double.NaN;
        var centred = values - values.mean([1], keepdim: true);
        var standardised = centred / centred.square().sum(1, keepdim: true).sqrt();
        var correlation = standardised.transpose(1, 2).matmul(standardised); // [images, samples, samples]
        var pairs = (correlation.sum([1, 2]) - samples) / (samples * (samples - 1));
        var finite = pairs.masked_select(pairs.isfinite());
        return finite.numel() == 0 ? double.NaN : Mean(finite);
    }
}
