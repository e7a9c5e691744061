using Hiwae.Native;

namespace Hiwae;

public abstract partial class GradientTape
{
    // Balance weights: v_j has the densities of all proposals in the place of its own.
    private sealed partial class DoubleTape
    {
        /// <summary>
        /// Of the score Σ_j ω_j ∂ log Σ_i q_i(z_j) each part (i, j) is read as that of a draw of q_i, and reparameterised. With G_j = ω_j ∂ log v_j/∂z_j, H_j = ω_j ∂ log ρ_j/∂z_j, and
        /// ρ_i = q_i / Σ q, it is −T ρ_i(z_j) ((1 − ω_j) G_j + H_j), which goes to z_j as proposal i would have drawn it; G_j follows z_j itself (docs/method.md).
        /// </summary>
        /// <param name="found">G of each draw.</param>
        /// <param name="weights">ω.</param>
        /// <param name="rest">T (1 − ω).</param>
        /// <param name="scale">The factor of the terms' log-sum-exp: of powers that of log ŵ_α, divided by 1 − α.</param>
        /// <param name="temperature">T, the factor of log Σ q in the terms: of powers times 1 − α.</param>
        private void FollowCompared(Tensor?[] found, Tensor weights, Tensor rest, double scale, double temperature)
        {
            var shares = compared!.detach().softmax(-1);
            var between = compared.requires_grad
                ? Evaluated((weights * (Networks.Heads.Own(compared) - compared.logsumexp(-1))).sum().Times(scale * temperature), weights)
                : new Tensor?[points.Count];
            var first = points.FindIndex(point => point.Heads is not null);
            List<(Tensor, Tensor?)> ends = [.. points.Zip(found, (point, gradient) => (point.Alias, gradient))];
            var arrived = points.Select(_ => new Tensor?[shares.shape[2]]).ToArray();
            for (var v = points.Count - 1; v >= 0; v--)
            {
                if (!IsFollowed(v, weights))
                    continue;
                var taken = (Along(rest, points[v].Leaf) * (found[v] ?? zeros_like(points[v].Leaf))).Plus(between[v] ?? zeros_like(points[v].Leaf));
                if (first < 0 || v < first)
                {
                    // All proposals draw it alike, and their shares sum to one.
                    ends.Add((points[v].Alias, taken.neg()));
                    continue;
                }

                ends.AddRange(Follow(v, first, stack([.. Enumerable.Range(0, arrived[v].Length).Select(i => Sum(arrived[v][i], shares.select(2, i).unsqueeze(-1) * taken.neg()))], 2), arrived, weights));
            }

            Follow(ends);
        }

        /// <summary>Where gradients of a draw go on that are not the same for all proposals.</summary>
        /// <param name="v">The draw.</param>
        /// <param name="first">The first draw of distinct proposals.</param>
        /// <param name="gradients">By proposal that it is seen as a draw of, [batch, samples, proposals, size].</param>
        /// <param name="arrived">By draw and proposal, what later draws sent there: what this one sends is added.</param>
        /// <param name="weights">ω.</param>
        private IEnumerable<(Tensor, Tensor?)> Follow(int v, int first, Tensor gradients, Tensor?[][] arrived, Tensor weights)
        {
            var (draw, alias, leaf, heads) = points[v];
            var own = heads is null ? gradients.sum(2) : heads.Spread(gradients) * heads.Velocity(heads.Raw.detach(), leaf.detach().unsqueeze(2));
            if (heads is not null && heads.Raw.shape[1] == 1)
                own = own.sum(1, keepdim: true);
            yield return (heads?.Raw ?? alias, own);

            // What goes on from here to draws of distinct proposals has to be told apart by proposal, and does not go on with the rest.
            int[] earlier = [.. Enumerable.Range(first, v - first).Where(i => IsFollowed(i, weights))];
            if (earlier.Length == 0 || (heads is not null && heads.Raw.shape[1] == 1))
                yield break;
            for (var i = 0; i < gradients.shape[2]; i++)
            {
                List<(Tensor, Tensor?)> back = [];
                var output = heads?.Raw ?? draw;
                ToDraws(output, heads is null ? gradients.select(2, i) : Only(own, i), earlier, (t, direct) =>
                {
                    arrived[t][i] = Sum(arrived[t][i], direct);
                    back.Add((points[t].Alias, direct.neg()));
                });
                foreach (var end in back)
                    yield return end;
            }
        }

        private static Tensor Only(Tensor gradients, int head)
        {
            var only = zeros_like(gradients);
            only.select(2, head).copy_(gradients.select(2, head));
            return only;
        }

        private static Tensor Sum(Tensor? left, Tensor right) => left is null ? right : left.Plus(right);
    }
}
