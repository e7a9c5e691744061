using Hiwae.Networks;

namespace Hiwae.Laws.Tests;

/// <summary>Two proposals, each with its own reverse factor: valid with uniform weights, biased with balance weights.</summary>
[Model(Samples = 2)]
public sealed partial record OwnReversePair(
    [Shape(1), P<Normal>(nameof(Z))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(Z0), Distinct = true)] Tensor Z,
    [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), Distinct = true)] Tensor Z0);

/// <summary>
/// The worst case of distinct reverse factors under balance weights: r_j puts z0 where q_j alone has density, so that
/// π_j is one wherever r_j is not small and E[ŵ] is nearly K p(x).
/// </summary>
internal static class OpposedReverse
{
    /// <summary>q_1(z | z0) and q_2(z | z0) are centred at z0 and −z0, r_1(z0 | z) and r_2(z0 | z) at z and −z; x says little of z.</summary>
    public static void Set(OwnReversePair.Network network)
    {
        using var constant = no_grad();
        Fill(network.p_x.Head.Weight, 0.1, 0);
        Fill(network.p_x.Head.Bias, 0, 0);
        Fill(network.q_z0.Head.Weight, 0, 0);
        Fill(network.q_z0.Head.Bias, 0, Math.Log(1.2));
        Fill(network.q_z.Head.Weight, 1, 0, -1, 0);
        Fill(network.q_z.Head.Bias, 0, Math.Log(0.2), 0, Math.Log(0.2));
        Fill(network.r_z0.Head.Weight, 1, 0, -1, 0);
        Fill(network.r_z0.Head.Bias, 0, Math.Log(0.15), 0, Math.Log(0.15));
    }

    /// <summary>log(π_j w_j) with π of the balance heuristic, which the generator refuses to emit for this declaration.</summary>
    public static Tensor BalanceTerms(OwnReversePair.Network network, Proposal<OwnReversePair> proposal)
    {
        var z0 = proposal.Trace.Z0.unsqueeze(1);
        var heads = network.q_z.AllHeads([z0]);
        return proposal.LogWeights + Weighting.Balance(Density.Log<Normal>(heads, proposal.Trace.Z.unsqueeze(2)));
    }

    private static void Fill(Tensor parameter, params double[] values) =>
        parameter.copy_(tensor(values, dtype: parameter.dtype).view(parameter.shape));
}
