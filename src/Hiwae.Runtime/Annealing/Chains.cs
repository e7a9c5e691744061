namespace Hiwae.Annealing;

/// <summary>Chains from the start density to the posterior (Neal 2001), and from there back (Grosse et al. 2015).</summary>
/// <param name="path">The densities.</param>
/// <param name="options">The number of temperatures and of leapfrog steps.</param>
/// <param name="stepSizes">The step sizes, the same both ways.</param>
/// <param name="rules">The rules of chains.</param>
/// <param name="moved">Called after each move.</param>
internal sealed class Chains(AnnealedPath path, AnnealingOptions options, StepSizes stepSizes, ChainRules rules, Action moved)
{
    private readonly double[] betas = Temperatures.Sigmoid(options.Steps);
    private readonly Hamiltonian hamiltonian = new(path, options.Leapfrogs, rules);

    /// <summary>
    /// log w = Σ_t (β_t − β_(t − 1)) LogRatio(u_(t − 1)) with u_0 from the start density and u_t from a move that leaves π_(β_t) invariant: E w = p(x). The last move would change nothing and is not made.
    /// </summary>
    /// <param name="seed">The seed of the first points.</param>
    /// <param name="noise">Where moves come from.</param>
    public ChainWeights Forward(long seed, Noise noise)
    {
        var at = path.Draw(seed);
        var weights = new ChainWeights(new double[at.LogStart.Length], new double[at.LogStart.Length]);
        for (var t = 1; t <= options.Steps; t++)
        {
            Weigh(weights, at, t);
            if (t < options.Steps)
                at = Move(weights, at, t, noise);
        }

        return weights;
    }

    /// <summary>The same way back from points of the posterior: E 1/w = 1/p(x), where these are exact.</summary>
    /// <param name="points">Points of the posterior, unconstrained, [data · chains, size].</param>
    /// <param name="noise">Where moves come from.</param>
    public ChainWeights Backward(double[] points, Noise noise)
    {
        var at = path.At(points, 1, hasGradient: false);
        var weights = new ChainWeights(new double[at.LogStart.Length], new double[at.LogStart.Length]);
        foreach (var t in rules.Backwards(options.Steps))
        {
            if (t < options.Steps)
                at = Move(weights, at, t, noise);
            Weigh(weights, at, t);
        }

        return weights;
    }

    private void Weigh(ChainWeights weights, AnnealedPoints at, int t)
    {
        var increment = rules.Increment(betas, t);
        for (var r = 0; r < weights.Logs.Length; r++)
            weights.Logs[r] += increment * at.LogRatio[r];
    }

    private AnnealedPoints Move(ChainWeights weights, AnnealedPoints at, int t, Noise noise)
    {
        var acceptance = new double[weights.Logs.Length];
        at = hamiltonian.Move(at, betas[t], stepSizes.At(t), noise, acceptance);
        for (var r = 0; r < acceptance.Length; r++)
            weights.Acceptance[r] += acceptance[r] / Math.Max(1, options.Steps - 1);
        moved();
        return at;
    }
}

/// <summary>What chains found.</summary>
/// <param name="Logs">log w in nats, [data · chains].</param>
/// <param name="Acceptance">The mean probability of acceptance of each, [data · chains].</param>
internal sealed record ChainWeights(double[] Logs, double[] Acceptance);
