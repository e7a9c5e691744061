namespace Hiwae.Runtime.Tests.Runs;

/// <summary>Three numbers on a line with noise, of which some may be missing: everything about it is known in closed form.</summary>
[Model(Samples = 4, Weights = Weights.Balance)]
public sealed partial record MaskedLine(
    [Shape(3), Mask(nameof(Seen)), P<Normal>(nameof(Z))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X), nameof(Seen), Distinct = true)] Tensor Z,
    [Given, Shape(3)] Tensor Seen);

/// <summary>The posterior of a line: x_i = w_i z + b_i + s_i ε_i with z ~ N(0, 1).</summary>
internal sealed record Line(float[] W, float[] B, float[] S)
{
    public static Line Some { get; } = new([1.5f, -0.8f, 2.1f], [0.3f, -1, 2], [0.7f, 0.5f, 0.9f]);

    public ModelNetwork<MaskedLine> Network()
    {
        var network = MaskedLine.CreateNetwork(Noise.FromSeed(3));
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var state = network.state_dict();
        state["p_x.head.weight"].copy_(tensor([.. W, 0, 0, 0]).reshape(6, 1));
        state["p_x.head.bias"].copy_(tensor([.. B, .. S.Select(s => MathF.Log(s))]));
        return network;
    }

    /// <summary>Mean and variance of z given what is there.</summary>
    public (double Mean, double Variance) Posterior(float[] x, float[] seen)
    {
        var precision = 1 + Enumerable.Range(0, 3).Sum(i => seen[i] * W[i] * W[i] / (S[i] * S[i]));
        return (Enumerable.Range(0, 3).Sum(i => seen[i] * W[i] * (x[i] - B[i]) / (S[i] * S[i])) / precision, 1 / precision);
    }
}
