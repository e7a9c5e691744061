namespace Hiwae.Verification.Tests;

/// <summary>
/// Double reparameterisation as it would be for independent samples, put to shared ones: what evaluation sends to any draw counts ω_j², also where it
/// goes to z0 directly.
/// </summary>
internal sealed class SquaredPaths : GradientPaths
{
    private readonly List<(Tensor Draw, Tensor Leaf)> points = [];

    public override Tensor Parameters(Tensor raw) => raw.detach();

    public override Tensor Point(Tensor draw)
    {
        var leaf = draw.detach().requires_grad_().DetachFromDisposeScope();
        points.Add((draw.alias().DetachFromDisposeScope(), leaf));
        return leaf;
    }

    public override void Backward(Tensor logTerms, double scale, double temperature = 1)
    {
        using var scope = NewDisposeScope();
        var weights = logTerms.detach().softmax(-1);
        ((weights.square() * logTerms).sum() * scale).backward(retain_graph: true);
        var reached = points.Where(point => point.Draw.requires_grad && point.Leaf.grad is not null).ToArray();
        var squared = reached.Select(point => point.Leaf.grad!.clone()).ToArray();

        // What the generative and reverse parameters got is not what is planted here.
        var first = ((weights - weights.square()) * logTerms).sum() * scale;
        first.backward(retain_graph: true);
        autograd.backward([.. reached.Select(point => point.Draw)], [.. squared]);
    }

    public override void Dispose()
    {
        foreach (var (draw, leaf) in points)
        {
            draw.Dispose();
            leaf.Dispose();
        }
    }
}
