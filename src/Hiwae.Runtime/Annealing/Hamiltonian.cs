namespace Hiwae.Annealing;

/// <summary>A move of every chain that leaves π_β invariant (Duane et al. 1987; Neal 2011): normal momenta, leapfrog steps, and acceptance by the change of energy.</summary>
/// <param name="path">The densities.</param>
/// <param name="leapfrogs">The number of leapfrog steps.</param>
/// <param name="rules">The rules of chains.</param>
internal sealed class Hamiltonian(AnnealedPath path, int leapfrogs, ChainRules rules)
{
    /// <summary>Moves every chain once.</summary>
    /// <param name="from">Where they are.</param>
    /// <param name="beta">β.</param>
    /// <param name="stepSizes">ε of each datum.</param>
    /// <param name="noise">Where momenta and decisions come from, in 64 bits.</param>
    /// <param name="acceptance">Receives the probability with which each chain's move was accepted, [data · chains].</param>
    public AnnealedPoints Move(AnnealedPoints from, double beta, ReadOnlySpan<double> stepSizes, Noise noise, double[] acceptance)
    {
        var (size, rows) = (path.Size, acceptance.Length);
        var momenta = LatentPoints.Normal(noise, rows * size);
        var before = Kinetic(momenta, rows);
        var steps = new double[momenta.Length];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = stepSizes[i / size / path.Chains] * path.Scale(i);

        var at = path.At(from.U, beta, hasGradient: true);
        for (var l = 0; l < leapfrogs; l++)
        {
            var u = new double[momenta.Length];
            for (var i = 0; i < u.Length; i++)
            {
                momenta[i] += 0.5 * steps[i] * at.Gradient[i];
                u[i] = at.U[i] + (steps[i] * momenta[i]);
            }

            at = path.At(u, beta, hasGradient: true);
            for (var i = 0; i < u.Length; i++)
                momenta[i] += 0.5 * steps[i] * at.Gradient[i];
        }

        return Decide(from, at, beta, before, Kinetic(momenta, rows), LatentPoints.Uniform(noise, rows), acceptance);
    }

    private AnnealedPoints Decide(AnnealedPoints from, AnnealedPoints to, double beta, double[] before, double[] after, double[] uniform, double[] acceptance)
    {
        var (u, logStart, logRatio) = ((double[])from.U.Clone(), (double[])from.LogStart.Clone(), (double[])from.LogRatio.Clone());
        for (var r = 0; r < uniform.Length; r++)
        {
            // What is not a number is a trajectory that left the range of numbers.
            var change = to.LogDensity(r, beta) - after[r] - (from.LogDensity(r, beta) - before[r]);
            change = double.IsNaN(change) ? double.NegativeInfinity : change;
            acceptance[r] = Math.Min(1, Math.Exp(change));
            if (!rules.Accepts(change, uniform[r]))
                continue;
            Array.Copy(to.U, r * path.Size, u, r * path.Size, path.Size);
            (logStart[r], logRatio[r]) = (to.LogStart[r], to.LogRatio[r]);
        }

        return new(u, logStart, logRatio);
    }

    private double[] Kinetic(double[] momenta, int rows)
    {
        var energies = new double[rows];
        for (var i = 0; i < momenta.Length; i++)
            energies[i / path.Size] += 0.5 * momenta[i] * momenta[i];
        return energies;
    }
}

/// <summary>The rules by which chains move and count. Tests of the laws break one at a time.</summary>
internal sealed record ChainRules
{
    /// <summary>The rules as they are.</summary>
    public static ChainRules Right { get; } = new();

    /// <summary>Whether a move is made: from the logarithm of the ratio of densities, and a number uniform in (0, 1).</summary>
    public Func<double, double, bool> Accepts { get; init; } = (change, uniform) => Math.Log(uniform) < change;

    /// <summary>What log w gains of the log ratio at step t: β_t − β_(t − 1).</summary>
    public Func<double[], int, double> Increment { get; init; } = (betas, t) => betas[t] - betas[t - 1];

    /// <summary>The steps of a chain backwards, T … 1.</summary>
    public Func<int, IEnumerable<int>> Backwards { get; init; } = steps => Enumerable.Range(1, steps).Reverse();
}
