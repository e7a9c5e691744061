namespace Hiwae.Laws.Tests;

/// <summary>Off by one in the plate: sample j is drawn from head j, and weighed by the density of the next one.</summary>
internal sealed class NextHead : Subject<LinearDistinct>
{
    public override Proposal<LinearDistinct> Propose(
        ModelNetwork<LinearDistinct> network, Observation data, Noise noise, GradientPaths paths)
    {
        var proposal = base.Propose(network, data, noise, paths);
        var heads = ((LinearDistinct.Network)network).q_z.AllHeads([proposal.Trace.X.unsqueeze(1)]);
        var cross = Density.Log<Normal>(heads, proposal.Trace.Z.unsqueeze(2)); // [batch, samples, proposals]
        var next = tensor(Enumerable.Range(1, network.Samples).Select(i => (long)(i % network.Samples)).ToArray());
        var (right, wrong) = (cross.diagonal(0, 1, 2), cross.index_select(2, next).diagonal(0, 1, 2));
        return proposal with
        {
            LogWeights = proposal.LogWeights + right - wrong,
            Factors = [.. proposal.Factors.Select(f => f.Kind == FactorKind.Q ? f with { LogDensity = wrong } : f)],
        };
    }
}
