using Hiwae.Compilation;

namespace Hiwae.Annealing;

/// <summary>Unconstrained points of several chains of each datum, with what the path says of them.</summary>
/// <param name="U">[data · chains, size].</param>
/// <param name="LogStart">log of the start density, in nats, [data · chains].</param>
/// <param name="LogRatio">log p(x, z) less that: log π_β = LogStart + β LogRatio.</param>
internal sealed record AnnealedPoints(double[] U, double[] LogStart, double[] LogRatio)
{
    /// <summary>The gradient of log π_β by u; empty where it was not asked for.</summary>
    public double[] Gradient { get; init; } = [];

    /// <summary>log π_β up to a constant, of a row; −∞ where it is none.</summary>
    public double LogDensity(int row, double beta)
    {
        var log = beta == 0 ? LogStart[row] : LogStart[row] + (beta * LogRatio[row]);
        return double.IsNaN(log) ? double.NegativeInfinity : log;
    }
}

/// <summary>The geometric path π_β ∝ start^(1 − β) p(x, z)^β, on unconstrained points u: densities have the factor |dz/du|.</summary>
/// <param name="joint">log p(x, z).</param>
/// <param name="map">From u to z.</param>
/// <param name="start">The start density.</param>
/// <param name="chains">The number of chains of each datum.</param>
internal sealed class AnnealedPath(LogJoint joint, Unconstrained map, StartDensity start, int chains)
{
    /// <summary>Asked before points are evaluated, of which a move has many; nobody is where null.</summary>
    public StepWatch? Watch { get; init; }

    /// <summary>The number of values of a point.</summary>
    public int Size => map.Size;

    /// <summary>The number of chains of each datum.</summary>
    public int Chains => chains;

    /// <summary>The scale of a coordinate.</summary>
    /// <param name="i">Its place among the points.</param>
    public double Scale(int i) => start.Scales[(i / Size / chains * Size) + (i % Size)];

    /// <summary>Points of the start density.</summary>
    public AnnealedPoints Draw(long seed) => At(start.Draw(chains, seed), 0, hasGradient: false);

    /// <summary>What the path says of points.</summary>
    /// <param name="u">[data · chains, size].</param>
    /// <param name="beta">β.</param>
    /// <param name="hasGradient">Whether the gradient of log π_β is wanted.</param>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    public AnnealedPoints At(double[] u, double beta, bool hasGradient)
    {
        Watch?.ThrowIfStopped();
        var rows = u.Length / Size;
        var (logPrior, logData, logJacobian) = (new double[rows], new double[rows], new double[rows]);
        var gradient = hasGradient ? new double[u.Length] : [];
        var z = map.Map(u, logJacobian);
        var prior = start.IsPrior ? 1 : beta;
        joint.Evaluate(z, prior, beta, logPrior, logData, gradient);
        if (hasGradient)
            map.Pull(z, gradient, prior);
        for (var r = 0; r < rows; r++)
            logPrior[r] += logJacobian[r];
        if (start.IsPrior)
            return new(u, logPrior, logData) { Gradient = gradient };

        var logStart = logJacobian;
        start.Evaluate(u, logStart, 1 - beta, gradient);
        for (var r = 0; r < rows; r++)
            logData[r] += logPrior[r] - logStart[r];
        return new(u, logStart, logData) { Gradient = gradient };
    }
}
