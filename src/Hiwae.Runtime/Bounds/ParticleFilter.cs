using Hiwae.Native;

namespace Hiwae;

/// <summary>
/// Samples of a sequence that are drawn anew from each other after every step, in proportion to what the step multiplies their weights with, by systematic resampling (Kitagawa 1996). Their weights are then
/// equal again, and the estimate is the product over steps of the mean of these factors; its mean is p(x) (Del Moral 1996). It differentiates through the values of the samples, and not through which of them were drawn
/// (Maddison et al. 2017).
/// </summary>
/// <param name="batch">The number of data.</param>
/// <param name="samples">K.</param>
/// <param name="noise">Draws the samples anew.</param>
public sealed class ParticleFilter(long batch, long samples, Noise noise)
{
    // By step but the last: which sample each was drawn from, [batch, samples].
    private readonly List<Tensor> ancestors = [];
    private Tensor? passed;
    private Tensor? last;

    /// <summary>Takes the weights of a step, and draws the samples anew, but after the last.</summary>
    /// <param name="logWeights">log of what the step multiplies each weight with, in nats, [batch, samples] or, where it depends on no draw yet, [batch, 1].</param>
    /// <param name="isLast">Whether it is the last step.</param>
    public void Weigh(Tensor logWeights, bool isLast)
    {
        logWeights = logWeights.expand(batch, samples);
        if (isLast)
        {
            last = logWeights;
            return;
        }

        using var scope = NewDisposeScope();
        var mean = logWeights.logsumexp(-1, keepdim: true).Minus(Math.Log(samples));
        var sum = passed is null ? mean : passed.Plus(mean);
        using (no_grad())
        {
            // Place (i + u) / K of [0, 1) belongs to the sample whose share of it is there. Where no weight counts all stay what they are.
            var shares = logWeights.softmax(-1).cumsum(-1);
            var places = (arange(samples, dtype: shares.dtype, device: shares.device) + noise.Uniform(batch, 1, 1).squeeze(-1)) / samples;
            var drawn = shares.unsqueeze(1).le(places.unsqueeze(-1)).sum(-1).clamp(0, samples - 1);
            var stay = arange(samples, dtype: ScalarType.Int64, device: shares.device).expand(batch, samples);
            ancestors.Add(where(logWeights.isfinite().any(-1, keepdim: true), drawn, stay).MoveToOuterDisposeScope());
        }

        passed = sum.MoveToOuterDisposeScope();
    }

    /// <summary>The value of each sample that goes on to the next step: that of the one it was drawn from.</summary>
    /// <param name="value">[batch, samples, size]; what all samples share stays as it is.</param>
    public Tensor Take(Tensor value) => ancestors.Count == 0 || value.shape[1] == 1 ? value.alias() : Gathered(value, ancestors[^1]);

    /// <summary>The logarithms of weights whose mean is the estimate, in nats, [batch, samples]: those of the last step, times the means of all before.</summary>
    /// <exception cref="InvalidOperationException">The last step was not weighed.</exception>
    public Tensor LogWeights()
    {
        if (last is null)
            throw new InvalidOperationException("The last step of the sequence has not been weighed.");
        return passed is null ? last.alias() : last.Plus(passed);
    }

    /// <summary>The steps that led to each sample of the last one, side by side, [batch, samples, T · size].</summary>
    /// <param name="steps">By step, as it was drawn, [batch, samples or 1, size].</param>
    public Tensor Join(Tensor[] steps)
    {
        using var scope = NewDisposeScope();
        return Steps.Join(Paths(steps)).MoveToOuterDisposeScope();
    }

    /// <summary>The sum over the steps that led to each sample of the last one, [batch, samples].</summary>
    /// <param name="steps">By step, [batch, samples or 1].</param>
    public Tensor Sum(Tensor[] steps)
    {
        using var scope = NewDisposeScope();
        return Steps.Sum(Paths([.. steps.Select(step => step.unsqueeze(-1))])).squeeze(-1).MoveToOuterDisposeScope();
    }

    private Tensor[] Paths(Tensor[] steps)
    {
        var paths = new Tensor[steps.Length];
        Tensor? from = null;
        for (var t = steps.Length - 1; t >= 0; t--)
        {
            paths[t] = from is null || steps[t].shape[1] == 1 ? steps[t] : Gathered(steps[t], from);
            if (t > 0 && t <= ancestors.Count)
                from = from is null ? ancestors[t - 1] : ancestors[t - 1].gather(1, from);
        }

        return paths;
    }

    private static Tensor Gathered(Tensor value, Tensor from) => value.gather(1, from.unsqueeze(-1).expand(-1, -1, value.shape[^1]));
}
