namespace Hiwae.Laws.Statistics;

/// <summary>The parameters that p(x) depends on.</summary>
internal static class Generative
{
    /// <summary>Copies the generative parameters of one network to another; false where their shapes differ.</summary>
    public static bool Copy<TModel>(ModelNetwork<TModel> from, ModelNetwork<TModel> to) where TModel : class, IModel<TModel>
    {
        using var constant = no_grad();
        var generative = Submodules(TModel.Description);
        var target = to.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        foreach (var (name, parameter) in from.named_parameters().Where(p => generative.Contains(p.name.Split('.')[0])))
        {
            if (!target[name].shape.SequenceEqual(parameter.shape))
                return false;
            target[name].copy_(parameter);
        }

        return true;
    }

    /// <summary>The submodules of generative factors, and of all features that they look at.</summary>
    public static IReadOnlySet<string> Submodules(ModelDescription model)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var factor in model.Factors.Where(f => f.Kind == FactorKind.P))
        {
            Visit(factor);

            // A mixture of posteriors is made of the proposal.
            if (factor.PseudoInputs > 0)
                Visit(model.Factors.Single(f => f.Kind == FactorKind.Q && f.Variable == factor.Variable));
        }

        return found;

        void Visit(FactorDescription factor)
        {
            found.UnionWith(factor.Submodules);
            foreach (var condition in factor.Reads)
                Look(condition);
        }

        void Look(string name)
        {
            if (model.Variables.Single(v => v.Name == name).Feature is not { } feature)
                return;
            if (!found.Add(feature.Submodule))
                return;
            foreach (var condition in feature.Reads)
                Look(condition);
        }
    }
}
