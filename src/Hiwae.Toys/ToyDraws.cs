namespace Hiwae.Toys;

/// <summary>Groups of proposals for a picture.</summary>
/// <param name="Points">z of each group and proposal.</param>
/// <param name="Auxiliaries">The auxiliary of each proposal: the first two values of z0; null where there is none.</param>
/// <param name="Chosen">In each group the proposal that was drawn by ω.</param>
internal sealed record ToyDraws((double X, double Y)[,] Points, (double X, double Y)[,]? Auxiliaries, int[] Chosen)
{
    /// <summary>Draws groups.</summary>
    /// <param name="network">A trained model of a density on the plane.</param>
    /// <param name="target">The density's index.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="seed">The seed of the draws.</param>
    public static ToyDraws From<TModel>(ModelNetwork<TModel> network, int target, int groups, long seed) where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        var noise = Noise.FromSeed(seed);
        var proposal = network.Propose(ToyTarget.Rows(target, groups), network.Samples, noise);
        var variables = TModel.Description.Variables.Zip(proposal.Trace.Variables).ToArray();
        var latent = variables.First(pair => pair.First.Role == Role.Latent).Second;
        var auxiliary = variables.FirstOrDefault(pair => pair.First.Role == Role.Auxiliary).Second;
        return new(
            Pairs(latent, network.Samples),
            auxiliary is null ? null : Pairs(auxiliary, network.Samples),
            Choose(proposal.NormalisedWeights(), noise));
    }

    /// <summary>[groups, samples, size] or, for what all share, [groups, size]; of a single value the second is zero.</summary>
    private static (double X, double Y)[,] Pairs(Tensor values, int samples)
    {
        var (groups, size) = ((int)values.shape[0], (int)values.shape[^1]);
        var flat = values.to_type(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
        var own = values.dim() == 3 && values.shape[1] > 1;
        var pairs = new (double, double)[groups, samples];
        for (var group = 0; group < groups; group++)
        {
            for (var sample = 0; sample < samples; sample++)
            {
                var at = (own ? (group * samples) + sample : group) * size;
                pairs[group, sample] = (flat[at], size > 1 ? flat[at + 1] : 0);
            }
        }

        return pairs;
    }

    /// <summary>One proposal of each group, with probability ω.</summary>
    private static int[] Choose(Tensor weights, Noise noise)
    {
        var sums = weights.cumsum(-1);
        var chosen = sums.lt(noise.Uniform(weights.shape[0], 1)).sum(-1).clamp(0, weights.shape[1] - 1);
        return [.. chosen.data<long>().Select(index => (int)index)];
    }
}
