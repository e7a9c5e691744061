using Hiwae.Bench.ByHand.Models;

namespace Hiwae.Bench.ByHand;

/// <summary>A measured computation.</summary>
internal interface IWork : IDisposable
{
    /// <summary>One repetition; the mean bound, in nats.</summary>
    double Step();
}

/// <summary>Steps of Adam on one batch: draw the noise, compute the bound and its gradient, update.</summary>
/// <param name="model">The model.</param>
/// <param name="batch">The data, [batch, size].</param>
/// <param name="samples">K.</param>
/// <param name="leftovers">Collected at the end of each step.</param>
internal sealed class Training(Model model, Tensor batch, int samples, Leftovers leftovers) : IWork
{
    private const double LearningRate = 1e-3;

    private readonly optim.Optimizer optimizer = optim.Adam(model.parameters(), LearningRate);

    /// <inheritdoc/>
    public double Step()
    {
        using var scope = NewDisposeScope();
        var noise = model.DrawNoise(batch.shape[0], samples);
        var bound = model.LogWeights(batch, noise).logsumexp(1).mean();
        model.zero_grad();
        (-bound).backward();
        optimizer.step();
        leftovers.Collect();
        return bound.item<float>();
    }

    /// <inheritdoc/>
    public void Dispose() => optimizer.Dispose();
}

/// <summary>log (1/S Σ w) of each image, a few samples at a time.</summary>
/// <param name="model">The model.</param>
/// <param name="images">[images, size].</param>
/// <param name="samples">Samples of each image.</param>
/// <param name="leftovers">Collected after each part of the samples.</param>
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

/// <summary>
/// What operators leave behind. For each number that meets a tensor, as in <c>t * 0.5</c>, TorchSharp makes a small native object that no scope
/// disposes of; it goes with its finaliser. There is so little managed memory in use that the collector hardly ever comes, and meanwhile these objects lie
/// between the tensors, so that the memory of those cannot be used again in one piece: a process grows, and slows down.
/// </summary>
/// <param name="collects">Whether anything is done about them.</param>
internal sealed class Leftovers(bool collects)
{
    /// <summary>Finalises those of the last step, where that is asked for.</summary>
    public void Collect()
    {
        if (collects)
            GC.Collect(0);
    }
}
