using System.Diagnostics;

namespace Hiwae;

/// <summary>
/// Which ways a gradient takes through a proposal. A network asks it where to evaluate a draw's densities, and which parameters log q
/// is to be evaluated with; the values are the same for every estimator, and only what flows back differs (section 5 of the method).
/// </summary>
public abstract class GradientPaths : IDisposable
{
    /// <summary>Paths of one's own.</summary>
    protected GradientPaths()
    {
    }

    /// <summary>Ordinary differentiation.</summary>
    public static GradientPaths Ordinary { get; } = new OrdinaryPaths();

    /// <summary>The paths of an estimator, for one proposal: doubly reparameterised ones remember its draws.</summary>
    /// <param name="gradient">The estimator.</param>
    public static GradientPaths Of(Gradient gradient) => gradient switch
    {
        Gradient.Reparameterised => Ordinary,
        Gradient.StickingTheLanding => new LandingPaths(),
        Gradient.DoublyReparameterised => new DoublePaths(),
        _ => throw new UnreachableException($"Gradient {gradient}."),
    };

    /// <summary>The raw parameters that log q is evaluated with.</summary>
    /// <param name="raw">Those that were drawn from.</param>
    public abstract Tensor Parameters(Tensor raw);

    /// <summary>Where the densities of a draw are evaluated.</summary>
    /// <param name="draw">[batch, samples, size] in the plate, else [batch, 1, size].</param>
    public abstract Tensor Point(Tensor draw);

    /// <summary>Adds the gradient of a sum over the batch to every parameter.</summary>
    /// <param name="logTerms">log(π_j w_j), [batch, samples], in nats, of the proposal that these paths were given to.</param>
    /// <param name="scale">The factor of each datum's log ŵ in the sum: −1/batch to descend on the mean.</param>
    /// <param name="temperature">T of the warm-up that <paramref name="logTerms"/> were taken at; 1 for the bound.</param>
    public abstract void Backward(Tensor logTerms, double scale, double temperature = 1);

    /// <summary>Adds the gradient of a plain sum over data and samples to every parameter; to be called before <see cref="Backward"/>, if at all.</summary>
    /// <remarks>
    /// Each sample counts the same whatever its weight, so that what its evaluation sends back follows its draw as it is. The score of q, which
    /// constant parameters leave out, has the mean zero.
    /// </remarks>
    /// <param name="values">[batch, samples], of the proposal that these paths were given to.</param>
    /// <param name="scale">What the sum is multiplied with.</param>
    public virtual void BackwardOfSum(Tensor values, double scale)
    {
        using var scope = NewDisposeScope();
        (values.sum() * scale).backward(retain_graph: true);
    }

    /// <summary>Releases what was remembered.</summary>
    public virtual void Dispose()
    {
    }

    private static void BackwardOfEstimate(Tensor logTerms, double scale)
    {
        using var scope = NewDisposeScope();
        (logTerms.logsumexp(-1).sum() * scale).backward();
    }

    private sealed class OrdinaryPaths : GradientPaths
    {
        public override Tensor Parameters(Tensor raw) => raw;

        public override Tensor Point(Tensor draw) => draw;

        public override void Backward(Tensor logTerms, double scale, double temperature) => BackwardOfEstimate(logTerms, scale);
    }

    private sealed class LandingPaths : GradientPaths
    {
        public override Tensor Parameters(Tensor raw) => raw.detach();

        public override Tensor Point(Tensor draw) => draw;

        public override void Backward(Tensor logTerms, double scale, double temperature) => BackwardOfEstimate(logTerms, scale);
    }

    /// <summary>Evaluation happens on leaves; what arrives there is weighted once more, and then follows the draws back to what they were made of.</summary>
    private sealed class DoublePaths : GradientPaths
    {
        private readonly List<(Tensor Draw, Tensor Leaf)> points = [];

        public override Tensor Parameters(Tensor raw) => raw.detach();

        public override Tensor Point(Tensor draw)
        {
            // Both outlive the proposal's own tensors.
            var leaf = draw.detach().requires_grad_().DetachFromDisposeScope();
            points.Add((draw.alias().DetachFromDisposeScope(), leaf));
            return leaf;
        }

        public override void Backward(Tensor logTerms, double scale, double temperature)
        {
            using var scope = NewDisposeScope();
            var weights = logTerms.detach().softmax(-1); // ω
            ((weights * logTerms).sum() * scale).backward(retain_graph: true); // A feature may lie on both kinds of way.
            Follow(leaf => Seed(leaf, weights, temperature), retain: false);
        }

        public override void BackwardOfSum(Tensor values, double scale)
        {
            using var scope = NewDisposeScope();
            base.BackwardOfSum(values, scale);
            Follow(leaf => leaf.grad!, retain: true);
            foreach (var (_, leaf) in points)
                leaf.grad?.zero_();
        }

        public override void Dispose()
        {
            foreach (var (draw, leaf) in points)
            {
                draw.Dispose();
                leaf.Dispose();
            }

            points.Clear();
        }

        /// <summary>From where densities were evaluated on to what the draws were made of.</summary>
        private void Follow(Func<Tensor, Tensor> seed, bool retain)
        {
            var reached = points.Where(point => point.Draw.requires_grad && point.Leaf.grad is not null).ToArray();
            if (reached.Length > 0)
                autograd.backward([.. reached.Select(point => point.Draw)], [.. reached.Select(point => seed(point.Leaf))], retain_graph: retain);
        }

        /// <summary>
        /// In the plate ω_j² in all, that is ω_j − T ω_j (1 − ω_j) at T = 1: the score of log q_j, which v_j has T times, is what turns ω_j into the
        /// second term. What is shared keeps ω_j.
        /// </summary>
        private static Tensor Seed(Tensor leaf, Tensor weights, double temperature) => leaf.shape[1] == weights.shape[1]
            ? leaf.grad! * (1 - (temperature * (1 - weights))).unsqueeze(-1)
            : leaf.grad!;
    }
}
