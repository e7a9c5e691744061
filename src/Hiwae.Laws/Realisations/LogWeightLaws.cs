using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Realisations;

/// <summary>Laws of log w and of π, for each realisation.</summary>
internal static class LogWeightLaws
{
    /// <summary>log w_j = Σ log p + Σ log r − Σ log q over all declared factors, for every sample of the plate.</summary>
    public static Verdict RatioOfFactors<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var model = Trial<TModel>.Model;
        var proposal = trial.Propose();
        var declared = model.Factors.Select(f => (f.Kind, f.Variable)).Order().ToArray();
        var found = proposal.Factors.Select(f => (f.Kind, f.Variable)).Order().ToArray();
        if (!declared.SequenceEqual(found))
            return Verdict.Wrong($"the factors are {Names(found)} instead of {Names(declared)}");
        long[] shape = [trial.Case.Data, trial.Case.Samples];
        var sum = zeros(shape, dtype: ScalarType.Float64);
        foreach (var factor in proposal.Factors)
            sum = factor.Kind == FactorKind.Q ? sum - factor.LogDensity : sum + factor.LogDensity;
        return Closeness.Of(proposal.LogWeights.detach(), sum.detach());
    }

    /// <summary>With one sample log ŵ = log w_1, whatever the weighting: the evidence lower bound.</summary>
    public static Verdict OneSample<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var proposal = trial.Propose(trial.Network(samples: 1), trial.Data(), trial.Noise);
        return Closeness.Of(trial.Subject.LogEstimate(proposal), proposal.LogWeights.squeeze(1));
    }

    /// <summary>Proposals with equal heads, and equal learned weights, make every π_j = 1/K.</summary>
    public static Verdict EqualHeads<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var network = trial.Network();
        EqualiseHeads(network);
        var proposal = trial.Propose(network, trial.Data(), trial.Noise);
        return Closeness.Of(
            trial.Subject.LogTerms(proposal).detach(), (proposal.LogWeights - Math.Log(network.Samples)).detach());
    }

    /// <summary>Why equal heads say nothing; null where they do.</summary>
    public static string? EqualHeadsObstacle(ModelDescription model) => model.Weights switch
    {
        Weights.Uniform => "the weights are uniform whatever the heads are",
        Weights.Maximum => "rounding makes one of equally dense proposals the densest, and maximum weights give it all",
        _ => null,
    };

    private static void EqualiseHeads<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var distinct = TModel.Description.Factors.Where(f => f.Distinct).Select(f => f.Submodule).ToHashSet();
        foreach (var (name, parameter) in network.named_parameters())
        {
            var path = name.Split('.');
            if (distinct.Contains(path[0]) && path[1] is "head" or "raw")
            {
                var heads = parameter.view(network.Heads, -1);
                heads.copy_(heads.narrow(0, 0, 1).clone().expand_as(heads));
            }
            else if (TModel.Description.Weights == Weights.Learned && IsWeight(path[0], TModel.Description))
            {
                parameter.zero_();
            }
        }
    }

    /// <summary>Whether a submodule is no factor's and no feature's: then it holds the learned weights.</summary>
    private static bool IsWeight(string submodule, ModelDescription model) =>
        model.Factors.All(f => !f.Submodules.Contains(submodule)) && model.Variables.All(v => v.Feature?.Submodule != submodule);

    private static string Names((FactorKind Kind, string Variable)[] factors) =>
        string.Join(", ", factors.Select(f => $"{f.Kind.ToString().ToLowerInvariant()}({f.Variable})"));
}
