using System.Diagnostics;
using Hiwae.Native;

namespace Hiwae;

/// <summary>
/// The ways of a gradient through one proposal, recorded while it is made. A network asks it where to evaluate a draw's densities, and which parameters log q
/// is to be evaluated with; the values are the same for every estimator, and only what flows back differs (docs/method.md).
/// </summary>
public abstract partial class GradientTape : IDisposable
{
    /// <summary>An empty tape.</summary>
    protected GradientTape()
    {
    }

    /// <summary>Ordinary differentiation.</summary>
    public static GradientTape Ordinary { get; } = new OrdinaryTape();

    /// <summary>The tape of an estimator, for one proposal: that of the doubly reparameterised one remembers its draws.</summary>
    /// <param name="gradient">The estimator.</param>
    public static GradientTape Of(Gradient gradient) => gradient switch
    {
        Gradient.Reparameterised => Ordinary,
        Gradient.StickingTheLanding => new LandingTape(),
        Gradient.DoublyReparameterised => new DoubleTape(),
        _ => throw new UnreachableException($"Gradient {gradient}."),
    };

    /// <summary>The raw parameters that log q is evaluated with.</summary>
    /// <param name="raw">Those that were drawn from.</param>
    public abstract Tensor Parameters(Tensor raw);

    /// <summary>The point at which the densities of a draw are evaluated.</summary>
    /// <param name="draw">[batch, samples, size] in the plate, else [batch, 1, size].</param>
    public abstract Tensor Point(Tensor draw);

    /// <summary>The point at which the densities of a draw of distinct proposals are evaluated whose weights are balance weights.</summary>
    /// <typeparam name="TDensity">The proposals' family.</typeparam>
    /// <param name="draw">[batch, samples, size].</param>
    /// <param name="heads">The raw parameters of all proposals, [batch, samples or 1, proposals, n · size].</param>
    public virtual Tensor Point<TDensity>(Tensor draw, Tensor heads) where TDensity : struct, IDensity<TDensity> => Point(draw);

    /// <summary>Keeps a draw that is no part of the trace, because a flow makes the variable of it, for as long as this tape may need it.</summary>
    /// <param name="draw">[batch, samples, size] in the plate, else [batch, 1, size].</param>
    /// <returns>The draw.</returns>
    public virtual Tensor Keep(Tensor draw) => draw;

    /// <summary>The log-densities that balance weights compare.</summary>
    /// <param name="crossed">log q_i(z_j | z0, x), [batch, samples j, proposals i], of all that is distinct together.</param>
    public virtual Tensor Compared(Tensor crossed) => crossed;

    /// <summary>Adds the gradient of a sum over the batch to every parameter.</summary>
    /// <param name="logTerms">log(π_j w_j), [batch, samples], in nats, of the proposal that this tape was given to; or its powers, <see cref="Proposal{TModel}.LogPowers"/>.</param>
    /// <param name="scale">The factor of each datum's log Σ_j e^logTerms_j in the sum: −1/batch to descend on the mean of log ŵ.</param>
    /// <param name="temperature">The factor of log q in <paramref name="logTerms"/>: T of the warm-up, times 1 − α of powers; 1 for the importance-weighted bound.</param>
    public abstract void Backward(Tensor logTerms, double scale, double temperature = 1);

    /// <summary>
    /// Adds to every parameter what some of the proposals of each datum contribute to the gradient of a sum over the batch: the contributions of all parts add up to what
    /// <see cref="Backward"/> gives for all proposals together.
    /// </summary>
    /// <param name="logTerms">log(π_j w_j) of the part, or its powers, [batch, at least 2 of the samples], in nats, of the proposal that this tape was given to.</param>
    /// <param name="logEstimates">log Σ_j e^logTerms_j of all samples together, [batch], in nats, 64-bit floats.</param>
    /// <param name="scale">The factor of each datum's log Σ_j e^logTerms_j in the sum.</param>
    /// <param name="temperature">The factor of log q in both: T of the warm-up, times 1 − α of powers; 1 for the importance-weighted bound.</param>
    public virtual void BackwardOfPart(Tensor logTerms, Tensor logEstimates, double scale, double temperature = 1)
    {
        if (!logTerms.requires_grad)
            return;
        using var scope = NewDisposeScope();
        (WeightsOf(logTerms, logEstimates) * logTerms).sum().Times(scale).backward();
    }

    /// <summary>Adds the gradient of a plain sum over data and samples to every parameter; to be called before <see cref="Backward"/>, if at all.</summary>
    /// <remarks>
    /// Each sample counts the same whatever its weight, so that what its evaluation sends back follows its draw as it is. The score of q, which
    /// constant parameters leave out, has the mean zero.
    /// </remarks>
    /// <param name="values">[batch, samples], of the proposal that this tape was given to.</param>
    /// <param name="scale">The factor of the sum.</param>
    public virtual void BackwardOfSum(Tensor values, double scale)
    {
        if (!values.requires_grad)
            return;
        using var scope = NewDisposeScope();
        values.sum().Times(scale).backward(retain_graph: true);
    }

    /// <summary>Releases what was remembered.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>ω of a part of the proposals, constants. The difference of large logarithms is taken in 64 bits.</summary>
    private static Tensor WeightsOf(Tensor logTerms, Tensor logEstimates) =>
        (logTerms.detach().to_type(ScalarType.Float64) - logEstimates.unsqueeze(-1)).exp().to_type(logTerms.dtype);

    private static void BackwardOfEstimate(Tensor logTerms, double scale)
    {
        if (!logTerms.requires_grad)
            return; // No parameter leads to it: at a temperature of 0, or under fixed densities.
        using var scope = NewDisposeScope();
        logTerms.logsumexp(-1).sum().Times(scale).backward();
    }

    private sealed class OrdinaryTape : GradientTape
    {
        public override Tensor Parameters(Tensor raw) => raw;

        public override Tensor Point(Tensor draw) => draw;

        public override void Backward(Tensor logTerms, double scale, double temperature) => BackwardOfEstimate(logTerms, scale);
    }

    private sealed class LandingTape : GradientTape
    {
        public override Tensor Parameters(Tensor raw) => raw.detach();

        public override Tensor Point(Tensor draw) => draw;

        public override void Backward(Tensor logTerms, double scale, double temperature) => BackwardOfEstimate(logTerms, scale);
    }
}
