using Hiwae.Bench.ByHand.Models;

namespace Hiwae.Bench.ByHand;

/// <summary>log (1/S Σ w) of each image, a few samples at a time.</summary>
/// <param name="model">What is evaluated.</param>
/// <param name="images">[images, size].</param>
/// <param name="samples">Of each image.</param>
/// <param name="leftovers">Told after each few samples.</param>
internal sealed class Evaluation(Model model, Tensor images, int samples, Leftovers leftovers) : IWork
{
    /// <summary>Samples of all images that are held at a time.</summary>
    private const int Rows = 5000;

    /// <inheritdoc/>
    public double Step()
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var atOnce = (int)Math.Max(1, Rows / images.shape[0]);
        var parts = new List<Tensor>();
        for (var start = 0; start < samples; start += atOnce)
            parts.Add(Part(Math.Min(atOnce, samples - start)));
        return (stack(parts).logsumexp(0) - Math.Log(samples)).mean().item<float>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>log Σ w over so many samples, [images].</summary>
    private Tensor Part(int count)
    {
        using var scope = NewDisposeScope();
        var noise = model.DrawNoise(images.shape[0], count);
        leftovers.Collect();
        return (model.LogWeights(images, noise).logsumexp(1) + Math.Log(count)).MoveToOuterDisposeScope();
    }
}
