namespace Hiwae.Runtime.Tests.Laws;

/// <summary>Law 7: weights hundreds of nats apart give finite bounds and gradients.</summary>
internal static class Stability
{
    /// <summary>The number of values and gradients that are not finite, for log terms from −900 to 900.</summary>
    /// <param name="logEstimate">From log(π_j w_j), [batch, samples], to log ŵ, [batch].</param>
    public static Verdict FiniteBound(Func<Tensor, Tensor> logEstimate)
    {
        using var scope = NewDisposeScope();
        var terms = linspace(-900, 900, 64, dtype: ScalarType.Float64).view(8, 8).t().contiguous().requires_grad_();
        var bound = logEstimate(terms);
        bound.sum().backward();
        var wrong = bound.isfinite().logical_not().sum() + terms.grad!.isfinite().logical_not().sum();
        return new(wrong.ToDouble(), 0);
    }
}
