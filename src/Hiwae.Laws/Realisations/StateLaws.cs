using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Realisations;

/// <summary>Laws of enumerated variables, for each realisation.</summary>
internal static class StateLaws
{
    // More joint states are not gone through one by one.
    private const int Most = 64;

    /// <summary>w_j is the sum over all states of what it would be in each, by the joint density of data and latent values that are given.</summary>
    public static Verdict SumOfStates<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var model = Trial<TModel>.Model;
        if (model.States > Most)
            return Verdict.Without(FormattableString.Invariant($"{model.States} states are more than the {Most} that are gone through one by one"));
        var (network, data) = (trial.Network(), trial.Data());
        var proposal = trial.Propose(network, data, trial.Noise);
        using var constant = no_grad();
        ImmutableArray<(VariableDescription Variable, Tensor Value)> latents = [.. model.Variables.Zip(proposal.Trace.Variables).Where(pair => pair.First.Role == Role.Latent)];
        var rest = proposal.Factors
            .Where(factor => factor.Kind != FactorKind.P && !model.Variables.Single(variable => variable.Name == factor.Variable).IsEnumerated)
            .Aggregate(zeros_like(proposal.LogWeights), (sum, factor) => factor.Kind == FactorKind.Q ? sum - factor.LogDensity : sum + factor.LogDensity);
        var joint = States([.. latents.Where(latent => latent.Variable.IsEnumerated).Select(latent => latent.Variable)]).Select(state =>
        {
            Tensor[] at = [.. latents.Select(latent => state.TryGetValue(latent.Variable.Name, out var value) ? value.expand(latent.Value.shape) : latent.Value)];
            return network.LogJoint(data, at).Aggregate(zeros_like(rest), (sum, factor) => sum + factor.LogDensity);
        });
        return Closeness.Of(proposal.LogWeights.detach(), (stack([.. joint], -1).logsumexp(-1) + rest).detach());
    }

    /// <summary>Every joint state, by the name of the variable, [size].</summary>
    private static IEnumerable<Dictionary<string, Tensor>> States(IReadOnlyList<VariableDescription> variables)
    {
        IEnumerable<Dictionary<string, Tensor>> states = [[]];
        foreach (var variable in variables)
        {
            var support = variable.Factors[0].Support;
            Tensor[] values =
            [
                .. support == Support.OneHot
                    ? eye(variable.Size, dtype: ScalarType.Float64).unbind(0)
                    : Enumerable.Range(0, 1 << variable.Size).Select(bits => tensor([.. Enumerable.Range(0, variable.Size).Select(i => (double)((bits >> i) & 1))])),
            ];
            states = [.. from state in states from value in values select new Dictionary<string, Tensor>(state) { [variable.Name] = value }];
        }

        return states;
    }
}
