namespace Hiwae;

/// <summary>The order that the factors of one kind put variables in. Features pass on what they are computed from.</summary>
internal static class VariableOrder
{
    /// <summary>The variables that have a factor of the kind, each after those that it is conditioned on. What is summed over is not drawn by its Q.</summary>
    public static ImmutableArray<VariableDescription> Of(ModelDescription model, FactorKind kind) =>
        [.. Walk(model, kind).Where(v => v.Factors.Any(f => f.Kind == kind && !f.IsExact))];

    /// <summary>The names of what a factor is conditioned on, and of what the features among that are computed from.</summary>
    public static IReadOnlySet<string> Seen(ModelDescription model, FactorDescription factor)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var condition in factor.Reads)
            Look(condition);
        return seen;

        void Look(string name)
        {
            if (!seen.Add(name))
                return;
            foreach (var condition in model.Variables.First(v => v.Name == name).Feature?.Reads ?? [])
                Look(condition);
        }
    }

    private static List<VariableDescription> Walk(ModelDescription model, FactorKind kind)
    {
        var walked = new List<VariableDescription>();
        foreach (var variable in model.Variables.Where(v => v.Factors.Any(f => f.Kind == kind && !f.IsExact)))
            Visit(variable);
        return walked;

        void Visit(VariableDescription variable)
        {
            if (walked.Contains(variable))
                return;
            foreach (var condition in Conditions(variable, kind))
                Visit(model.Variables.First(v => v.Name == condition));
            walked.Add(variable);
        }
    }

    private static IEnumerable<string> Conditions(VariableDescription variable, FactorKind kind) =>
        variable.Feature?.Conditions ?? variable.Factors.Where(f => f.Kind == kind).SelectMany(f => f.Conditions);
}
