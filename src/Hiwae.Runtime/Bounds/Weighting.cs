using Hiwae.Native;
using Hiwae.Networks;

namespace Hiwae;

/// <summary>
/// The weightings π that depend on the sample (docs/method.md), in log space. Their argument is log q_i(z_j | z0, x), [batch, samples j,
/// heads i], where sample j comes from head j mod S; factors that all heads share cancel and may be left out. Where there are L samples of each head, they share its weight: π_j is 1/L of what it
/// is among one sample of each.
/// </summary>
public static class Weighting
{
    /// <summary>log π_j of the balance heuristic: log q_j(z_j) − logsumexp_i log q_i(z_j) − log L, [batch, samples].</summary>
    /// <param name="proposalLogDensities">log q_i(z_j | z0, x), [batch, samples j, heads i].</param>
    public static Tensor Balance(Tensor proposalLogDensities) => Power(proposalLogDensities, 1);

    /// <summary>log π_j of the power heuristic: β log q_j(z_j) − logsumexp_i β log q_i(z_j) − log L, [batch, samples].</summary>
    /// <param name="proposalLogDensities">log q_i(z_j | z0, x), [batch, samples j, heads i].</param>
    /// <param name="beta">β, at least 0.</param>
    public static Tensor Power(Tensor proposalLogDensities, double beta)
    {
        using var scope = NewDisposeScope();
        var powers = beta switch
        {
            1 => proposalLogDensities,
            0 => zeros_like(proposalLogDensities), // Also where a log-density is −∞.
            _ => proposalLogDensities.Times(beta),
        };
        return Shared(Heads.Own(powers) - powers.logsumexp(-1), powers).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// log π_j of the maximum heuristic, [batch, samples]: −log L where no proposal is denser at z_j than its own, else −∞. Proposals that
    /// are equally dense share the weight.
    /// </summary>
    /// <param name="proposalLogDensities">log q_i(z_j | z0, x), [batch, samples j, heads i].</param>
    public static Tensor Maximum(Tensor proposalLogDensities)
    {
        using var scope = NewDisposeScope();
        var densities = proposalLogDensities.detach();
        var highest = densities.ge(densities.amax([-1], keepdim: true));
        var share = highest.to_type(densities.dtype).sum(-1).log().neg();
        return Shared(share.masked_fill(Heads.Own(highest).logical_not(), double.NegativeInfinity), highest).MoveToOuterDisposeScope();
    }

    // Among the draws of a head.
    private static Tensor Shared(Tensor logWeights, Tensor densities) =>
        densities.shape[1] == densities.shape[2] ? logWeights : logWeights.Minus(Math.Log((double)densities.shape[1] / densities.shape[2]));
}
