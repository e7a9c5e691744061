namespace Hiwae.Reports;

/// <summary>A model's parameters by factor, and its factors by P, Q and R.</summary>
internal static class ParameterGroups
{
    /// <summary>
    /// The submodules with parameters, each for itself, and then all those of P, of Q and of R together. A feature belongs to Q where
    /// a proposal depends on it, else to R where a reverse factor does, else to P.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="submodules">The first parts of its parameters' names, in their order.</param>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Submodules)> Of(ModelDescription model, IEnumerable<string> submodules)
    {
        string[] single = [.. submodules.Distinct()];
        var groups = single
            .GroupBy(submodule => KindOf(model, submodule))
            .Where(group => group.Key is not null)
            .OrderBy(group => group.Key)
            .Select(group => (group.Key.ToString()!, (IReadOnlyList<string>)[.. group]));
        return [.. single.Select(name => (name, (IReadOnlyList<string>)[name])), .. groups];
    }

    private static FactorKind? KindOf(ModelDescription model, string submodule)
    {
        if (model.Factors.FirstOrDefault(factor => factor.Submodules.Contains(submodule)) is { } factor)
            return factor.Kind;
        if (model.Variables.FirstOrDefault(variable => variable.Feature?.Submodule == submodule) is not { } feature)
            return null; // Learned weights belong to none.
        FactorKind[] users = [.. model.Factors.Where(user => VariableOrder.Seen(model, user).Contains(feature.Name)).Select(user => user.Kind)];
        return new FactorKind?[] { FactorKind.Q, FactorKind.R, FactorKind.P }.FirstOrDefault(kind => users.Contains(kind!.Value));
    }
}
