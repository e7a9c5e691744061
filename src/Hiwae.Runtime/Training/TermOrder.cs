namespace Hiwae.Training;

/// <summary>Which factor each log-density that was noted is of.</summary>
internal static class TermOrder
{
    /// <summary>The factors with what was noted of them, in the order in which they were computed.</summary>
    /// <param name="proposal">What came of it.</param>
    /// <param name="noted">Every log-density that was computed meanwhile.</param>
    public static IEnumerable<(FactorDescription Factor, WatchedDensity Watched)> Of<TModel>(Proposal<TModel> proposal, IReadOnlyList<WatchedDensity> noted)
        where TModel : class, IModel<TModel>
    {
        // The log-density of a proposal that all heads are compared at is a part of what was noted: of those that are left over, each is the next.
        FactorLogDensity[] known = [.. noted.SelectMany(watched => proposal.Factors.Where(factor => ReferenceEquals(factor.LogDensity, watched.Result)))];
        var left = new Queue<FactorLogDensity>(proposal.Factors.Except(known));
        var terms = new List<(FactorDescription, WatchedDensity)>();
        foreach (var watched in noted)
        {
            var at = Array.FindIndex(known, factor => ReferenceEquals(factor.LogDensity, watched.Result));
            if (at >= 0)
                terms.Add((Description(known[at]), watched));
            else if (left.TryDequeue(out var next))
                terms.Add((Description(next), watched));
        }

        return terms;

        static FactorDescription Description(FactorLogDensity factor) =>
            TModel.Description.Factors.Single(other => other.Kind == factor.Kind && other.Variable == factor.Variable);
    }
}
