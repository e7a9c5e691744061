namespace Hiwae;

public abstract partial class GradientTape
{
    /// <summary>
    /// Evaluation happens on leaves; what arrives there is weighted once more, and then follows the draws back to what they were made of. To log q the
    /// parameters are leaves too: what arrives there goes on to draws in the plate alone, since of log v_j their values are arguments like any other.
    /// Networks and shared auxiliaries get nothing of it: that is the score, whose part the second weight has taken.
    /// </summary>
    private sealed class DoubleTape : GradientTape
    {
        private readonly List<(Tensor Draw, Tensor Alias, Tensor Leaf)> points = [];
        private readonly List<(Tensor Alias, Tensor Leaf, int Points)> parameters = [];

        public override Tensor Parameters(Tensor raw)
        {
            if (!raw.requires_grad)
                return raw;
            parameters.Add((Outliving(raw), Leaf(raw), points.Count));
            return parameters[^1].Leaf;
        }

        public override Tensor Point(Tensor draw)
        {
            points.Add((draw, Outliving(draw), Leaf(draw)));
            return points[^1].Leaf;
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
            ((weights * logTerms).sum() * scale).backward(retain_graph: true); // A feature may lie on both kinds of way.

            // In the plate ω_j² in all, that is ω_j − T ω_j (1 − ω_j) at T = 1: the score of log q_j, which v_j has T times, is what turns ω_j into the
            // second term; of powers, with T = 1 − α, it is α ω_j + (1 − α) ω_j². What is shared keeps ω_j.
            var factor = 1 - (temperature * (1 - weights));
            bool InPlate(Tensor leaf) => leaf.shape[1] == weights.shape[1];
            Tensor Weighted(Tensor leaf) => leaf.grad! * factor.reshape([.. weights.shape, .. Enumerable.Repeat(1L, (int)leaf.dim() - 2)]);
            Tensor?[] seeds =
            [
                .. points.Select(point => !point.Alias.requires_grad || point.Leaf.grad is null ? null : InPlate(point.Leaf) ? Weighted(point.Leaf) : point.Leaf.grad),
            ];

            // With one sample every weight is 1, and what follows has mean zero.
            if (weights.shape[1] > 1)
            {
                foreach (var (raw, leaf, drawn) in parameters)
                {
                    // Parameters that are the same for all data, as learned ones, were made of no draw.
                    if (leaf.grad is not null && InPlate(leaf) && leaf.shape[0] == weights.shape[0])
                        ToDraws(raw, Weighted(leaf), Enumerable.Range(0, drawn).Where(i => points[i].Alias.requires_grad && InPlate(points[i].Leaf)), seeds);
                }
            }

            var reached = points.Zip(seeds).Where(pair => pair.Second is not null).ToArray();
            if (reached.Length > 0)
                autograd.backward([.. reached.Select(pair => pair.First.Alias)], [.. reached.Select(pair => pair.Second!)]);
        }

        public override void BackwardOfSum(Tensor values, double scale)
        {
            using var scope = NewDisposeScope();
            base.BackwardOfSum(values, scale);
            var reached = points.Where(point => point.Alias.requires_grad && point.Leaf.grad is not null).ToArray();
            if (reached.Length > 0)
                autograd.backward([.. reached.Select(point => point.Alias)], [.. reached.Select(point => point.Leaf.grad!)], retain_graph: true);

            // What arrives next arrives at leaves that nothing has reached.
            foreach (var leaf in points.Select(point => point.Leaf).Concat(parameters.Select(parameter => parameter.Leaf)))
                leaf.grad?.zero_();
        }

        public override void Dispose()
        {
            foreach (var (_, alias, leaf) in points)
            {
                alias.Dispose();
                leaf.Dispose();
            }

            foreach (var (alias, leaf, _) in parameters)
            {
                alias.Dispose();
                leaf.Dispose();
            }

            points.Clear();
            parameters.Clear();
        }

        /// <summary>
        /// Adds to the seeds of draws what raw parameters give them directly. Automatic differentiation gives an earlier draw what it gets by way of later
        /// ones too; that part will follow from their seeds, and is taken away.
        /// </summary>
        private void ToDraws(Tensor raw, Tensor gradient, IEnumerable<int> draws, Tensor?[] seeds)
        {
            List<Tensor> outputs = [raw];
            List<Tensor> weights = [gradient];
            foreach (var i in draws.Reverse())
            {
                // With a weight of zero, so that it is never unused.
                outputs.Add(points[i].Draw);
                weights.Add(zeros_like(points[i].Draw));
                var direct = Derivative(outputs, points[i].Draw, weights);
                weights[^1] = direct.neg();
                seeds[i] = seeds[i] is { } seed ? seed + direct : direct;
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

        private static Tensor Outliving(Tensor value) => value.alias().DetachFromDisposeScope();

        private static Tensor Leaf(Tensor value) => value.detach().requires_grad_().DetachFromDisposeScope();
    }
}
