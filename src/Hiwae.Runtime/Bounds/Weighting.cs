namespace Hiwae;

/// <summary>The weightings π of section 3 of the method, in log space.</summary>
public static class Weighting
{
    /// <summary>log π_j of the balance heuristic: log q_j(z_j) − logsumexp_i log q_i(z_j), [batch, samples].</summary>
    /// <param name="proposalLogDensities">
    /// log q_i(z_j | z0, x), [batch, samples j, proposals i]. Factors that all proposals share cancel and may be left out.
    /// </param>
    public static Tensor Balance(Tensor proposalLogDensities)
    {
        using var scope = NewDisposeScope();
        return (proposalLogDensities.diagonal(0, 1, 2) - proposalLogDensities.logsumexp(-1))
            .MoveToOuterDisposeScope();
    }
}
