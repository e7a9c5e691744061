namespace Hiwae.Runtime.Tests.Targets;

/// <summary>A rule of another kind than the product's: four points of Gauss and Legendre on each of many panels, in either direction.</summary>
internal static class GaussLegendre
{
    private const int PanelsPerUnit = 8;

    public static double LogIntegral(ToyDensity density)
    {
        using var scope = NewDisposeScope();
        var (x, logA) = Nodes(density.Domain.Left, density.Domain.Right);
        var (y, logB) = Nodes(density.Domain.Bottom, density.Domain.Top);
        var (width, height) = (x.shape[0], y.shape[0]);
        var terms = density.LogDensity(x.unsqueeze(1).expand(width, height), y.unsqueeze(0).expand(width, height)) + logA.unsqueeze(1) + logB;
        return terms.flatten().logsumexp(-1).ToDouble();
    }

    private static (Tensor Points, Tensor LogWeights) Nodes(double from, double to)
    {
        // Zeros of the fourth Legendre polynomial, and their weights on [−1, 1].
        var (outer, inner) = (Math.Sqrt((3.0 / 7) + (2.0 / 7 * Math.Sqrt(1.2))), Math.Sqrt((3.0 / 7) - (2.0 / 7 * Math.Sqrt(1.2))));
        var (small, large) = ((18 - Math.Sqrt(30)) / 36, (18 + Math.Sqrt(30)) / 36);
        var half = 0.5 / PanelsPerUnit;
        var panels = (int)Math.Round((to - from) * PanelsPerUnit);
        var nodes = Enumerable.Range(0, panels)
            .Select(panel => from + (half * ((2 * panel) + 1)))
            .SelectMany(middle => new[] { (-outer, small), (-inner, large), (inner, large), (outer, small) }
                .Select(node => (Point: middle + (half * node.Item1), Weight: half * node.Item2)))
            .ToArray();
        return (tensor(nodes.Select(n => n.Point).ToArray()), tensor(nodes.Select(n => Math.Log(n.Weight)).ToArray()));
    }
}
