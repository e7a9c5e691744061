using Hiwae.Native;

namespace Hiwae;

public abstract partial class GradientTape
{
    /// <summary>
    /// Evaluation happens on leaves; what arrives there is weighted once more, and then follows the draws back to what they were made of. To log q the
    /// parameters are leaves too: what arrives there goes on to draws in the plate alone, since of log v_j their values are arguments like any other.
    /// Networks and shared auxiliaries get nothing of it: that is the score, whose part the second weight has taken.
    /// </summary>
    private sealed partial class DoubleTape : GradientTape
    {
        private readonly List<Drawn> points = [];
        private readonly List<(Tensor Alias, Tensor Leaf, int Points)> parameters = [];
        private readonly List<Tensor> kept = [];
        private Tensor? compared;

        public override Tensor Keep(Tensor draw)
        {
            kept.Add(draw.DetachFromDisposeScope());
            return draw;
        }

        public override Tensor Parameters(Tensor raw)
        {
            if (!raw.requires_grad)
                return raw;
            parameters.Add((Outliving(raw), Leaf(raw), points.Count));
            return parameters[^1].Leaf;
        }

        public override Tensor Point(Tensor draw)
        {
            points.Add(new(draw, Outliving(draw), Leaf(draw), null));
            return points[^1].Leaf;
        }

        public override Tensor Point<TDensity>(Tensor draw, Tensor heads)
        {
            points.Add(new(draw, Outliving(draw), Leaf(draw), heads.requires_grad ? new(Outliving(heads), TDensity.Velocity, RawOwners.Spread<TDensity>) : null));
            return points[^1].Leaf;
        }

        public override Tensor Compared(Tensor crossed)
        {
            compared = Outliving(crossed);
            return crossed;
        }

        public override void Backward(Tensor logTerms, double scale, double temperature)
        {
            if (!logTerms.requires_grad)
                return;
            using var scope = NewDisposeScope();
            Backward(logTerms, logTerms.detach().softmax(-1), scale, temperature);
        }

        public override void BackwardOfPart(Tensor logTerms, Tensor logEstimates, double scale, double temperature)
        {
            if (!logTerms.requires_grad)
                return;
            using var scope = NewDisposeScope();
            Backward(logTerms, WeightsOf(logTerms, logEstimates), scale, temperature);
        }

        /// <param name="logTerms">log(π_j w_j), or powers.</param>
        /// <param name="weights">ω of the same.</param>
        /// <param name="scale">The factor of their log-sum-exp.</param>
        /// <param name="temperature">The factor of log q in them.</param>
        private void Backward(Tensor logTerms, Tensor weights, double scale, double temperature)
        {
            // A feature may lie on both kinds of way.
            var found = Evaluated((weights * logTerms).sum().Times(scale), weights);

            // In the plate ω_j² in all, that is ω_j − T ω_j (1 − ω_j) at T = 1: the score of log q_j, which v_j has T times, is what turns ω_j into the
            // second term; of powers, with T = 1 − α, it is α ω_j + (1 − α) ω_j². What is shared keeps ω_j. With one sample every weight is 1, and what proposals are compared with is themselves.
            var rest = weights.From(1).Times(temperature);
            if (compared is null || weights.shape[1] == 1)
            {
                Follow([.. points.Zip(found, (point, gradient) =>
                    (point.Alias, gradient is null || !InPlate(point.Leaf, weights) ? gradient : gradient - (Along(rest, gradient) * gradient)))]);
                return;
            }

            FollowCompared(found, weights, rest, scale, temperature);
        }

        public override void BackwardOfSum(Tensor values, double scale)
        {
            using var scope = NewDisposeScope();
            base.BackwardOfSum(values, scale);
            Follow([.. points.Select(point => (point.Alias, point.Leaf.grad))], retainGraph: true);
            Clear();
        }

        public override void Dispose()
        {
            foreach (var (_, alias, leaf, heads) in points)
            {
                alias.Dispose();
                leaf.Dispose();
                heads?.Raw.Dispose();
            }

            foreach (var (alias, leaf, _) in parameters)
            {
                alias.Dispose();
                leaf.Dispose();
            }

            foreach (var draw in kept)
                draw.Dispose();
            compared?.Dispose();
            compared = null;
            kept.Clear();
            points.Clear();
            parameters.Clear();
        }

        /// <summary>What the evaluation of a sum sends to each draw; null where it sends nothing. Leaves are left as if nothing had reached them.</summary>
        /// <param name="sum">Is differentiated by everything; its graph is kept.</param>
        /// <param name="weights">ω, [batch, samples].</param>
        private Tensor?[] Evaluated(Tensor sum, Tensor weights)
        {
            sum.backward(retain_graph: true);
            Tensor?[] found = [.. points.Select(point => !point.Alias.requires_grad ? null : point.Leaf.grad?.clone())];

            // With one sample it has mean zero.
            if (weights.shape[1] > 1)
            {
                foreach (var (raw, leaf, drawn) in parameters)
                {
                    // Parameters that are the same for all data, as learned ones, were made of no draw.
                    if (leaf.grad is { } gradient && InPlate(leaf, weights) && leaf.shape[0] == weights.shape[0])
                        ToDraws(raw, gradient, Enumerable.Range(0, drawn).Where(i => IsFollowed(i, weights)), (i, direct) => found[i] = found[i] is { } other ? other.Plus(direct) : direct);
                }
            }

            Clear();
            return found;
        }

        private bool IsFollowed(int point, Tensor weights) => points[point].Alias.requires_grad && InPlate(points[point].Leaf, weights);

        /// <summary>What arrives next arrives at leaves that nothing has reached.</summary>
        private void Clear()
        {
            foreach (var leaf in points.Select(point => point.Leaf).Concat(parameters.Select(parameter => parameter.Leaf)))
                leaf.grad?.zero_();
        }

        /// <summary>Lets gradients go on from tensors to what these were made of.</summary>
        private static void Follow(IEnumerable<(Tensor Alias, Tensor? Gradient)> ends, bool retainGraph = false)
        {
            var reached = ends.Where(end => end.Gradient is not null && end.Alias.requires_grad).ToArray();
            if (reached.Length > 0)
                autograd.backward([.. reached.Select(end => end.Alias)], [.. reached.Select(end => end.Gradient!)], retain_graph: retainGraph);
        }

        /// <summary>
        /// What an output gives to draws directly. Automatic differentiation gives an earlier draw what it gets by way of later ones too; that part will follow from what these
        /// are given, and is taken away.
        /// </summary>
        /// <param name="output">Raw parameters or a draw.</param>
        /// <param name="gradient">Its gradient.</param>
        /// <param name="draws">Draws that were made before it.</param>
        /// <param name="give">Takes the gradient of each.</param>
        private void ToDraws(Tensor output, Tensor gradient, IEnumerable<int> draws, Action<int, Tensor> give)
        {
            List<Tensor> outputs = [output];
            List<Tensor> weights = [gradient];
            foreach (var i in draws.Reverse())
            {
                // With a weight of zero, so that it is never unused.
                outputs.Add(points[i].Draw);
                weights.Add(zeros_like(points[i].Draw));
                var direct = Derivative(outputs, points[i].Draw, weights);
                weights[^1] = direct.neg();
                give(i, direct);
            }
        }

        /// <summary>The weighted sum of outputs, differentiated. An error inside of it would end the process instead of being thrown, so it is ruled out before.</summary>
        private static Tensor Derivative(IList<Tensor> outputs, Tensor input, IList<Tensor> weights)
        {
            if (outputs.Append(input).Any(tensor => !tensor.requires_grad))
                throw new ArgumentException("What is to be differentiated does not depend on anything that has a gradient.");
            foreach (var (output, weight) in outputs.Zip(weights))
            {
                if (!output.shape.SequenceEqual(weight.shape) || output.dtype != weight.dtype)
                    throw new ArgumentException(
                        $"The weight of an output is {weight.dtype} [{string.Join(", ", weight.shape)}]; it must be as the output is, {output.dtype} [{string.Join(", ", output.shape)}].");
            }

            return autograd.grad(outputs, [input], weights, retain_graph: true)[0];
        }

        private static bool InPlate(Tensor leaf, Tensor weights) => leaf.shape[1] == weights.shape[1];

        /// <summary>A number for each sample, as it goes with a value of several dimensions more.</summary>
        private static Tensor Along(Tensor numbers, Tensor value) =>
            numbers.reshape([.. numbers.shape, .. Enumerable.Repeat(1L, (int)value.dim() - 2)]).to_type(value.dtype);

        private static Tensor Outliving(Tensor value) => value.alias().DetachFromDisposeScope();

        private static Tensor Leaf(Tensor value) => value.detach().requires_grad_().DetachFromDisposeScope();

        /// <summary>A draw.</summary>
        /// <param name="Draw">The draw.</param>
        /// <param name="Alias">The same, until this tape is disposed of.</param>
        /// <param name="Leaf">Where its densities are evaluated.</param>
        /// <param name="Heads">The proposals that it is compared under; null for a draw that is not compared, and where nothing of them is learned.</param>
        private sealed record Drawn(Tensor Draw, Tensor Alias, Tensor Leaf, Heads? Heads);

        /// <summary>Distinct proposals.</summary>
        /// <param name="Raw">Their raw parameters, [batch, samples or 1, proposals, n · size].</param>
        /// <param name="Velocity">How a value moves with raw parameters.</param>
        /// <param name="Spread">Of numbers of values those of the values that raw parameters move.</param>
        private sealed record Heads(Tensor Raw, Func<Tensor, Tensor, Tensor> Velocity, Func<Tensor, Tensor> Spread);
    }
}
