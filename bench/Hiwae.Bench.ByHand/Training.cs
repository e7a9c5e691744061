using Hiwae.Bench.ByHand.Models;

namespace Hiwae.Bench.ByHand;

/// <summary>Steps of Adam on one batch: draw the noise, compute the bound and its gradient, update.</summary>
/// <param name="model">What is trained.</param>
/// <param name="batch">The data, [batch, size].</param>
/// <param name="samples">K.</param>
/// <param name="leftovers">Told at the end of each step.</param>
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
