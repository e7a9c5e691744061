namespace Hiwae.Annealing;

/// <summary>
/// Step sizes by temperature and datum. They are found on chains of their own, which are thrown away, and stand when the chains that count are run: so these are what the proof of unbiasedness asks
/// for, and backwards they are the same.
/// </summary>
internal sealed class StepSizes
{
    private const double First = 0.3;
    private const int WarmUp = 15;
    private const double WarmUpRate = 0.4;
    private const double Rate = 0.2;

    private readonly double[][] logs;
    private readonly int steps;

    private StepSizes(double[][] logs, int steps) => (this.logs, this.steps) = (logs, steps);

    /// <summary>The number of temperatures of the chains that they are found on.</summary>
    public static int Temperatures(int steps) => Math.Min(steps, Math.Max(50, steps / 5));

    /// <summary>The number of moves that it takes to find them.</summary>
    public static int Moves(int steps) => steps < 2 ? 0 : WarmUp + Temperatures(steps);

    /// <summary>Finds them: each move makes a datum's step longer where its chains accepted more than wished on average, and shorter where less.</summary>
    /// <param name="path">The densities.</param>
    /// <param name="options">The number of temperatures, of leapfrog steps, and the rate of acceptance that is wished.</param>
    /// <param name="noise">Where the chains' moves come from.</param>
    /// <param name="seed">The seed of their first points.</param>
    /// <param name="moved">Called after each move.</param>
    public static StepSizes Adapt(AnnealedPath path, AnnealingOptions options, Noise noise, long seed, Action moved)
    {
        // One temperature has no moves.
        if (options.Steps < 2)
            return new([[], []], options.Steps);
        var betas = Annealing.Temperatures.Sigmoid(Temperatures(options.Steps));
        var (at, move) = (path.Draw(seed), new Hamiltonian(path, options.Leapfrogs, ChainRules.Right));
        var acceptance = new double[at.LogStart.Length];
        var current = Enumerable.Repeat(Math.Log(First), acceptance.Length / path.Chains).ToArray();
        var found = new double[betas.Length][];
        for (var t = 1 - WarmUp; t < betas.Length; t++)
        {
            if (t > 0)
                found[t] = [.. current];
            at = move.Move(at, betas[Math.Max(1, t)], Array.ConvertAll(current, Math.Exp), noise, acceptance);
            for (var datum = 0; datum < current.Length; datum++)
                current[datum] += (t > 0 ? Rate : WarmUpRate) * (acceptance.AsSpan(datum * path.Chains, path.Chains).ToArray().Average() - options.Acceptance);
            moved();
        }

        found[0] = found[1];
        return new(found, options.Steps);
    }

    /// <summary>ε of each datum at step t, between those that were found on both sides.</summary>
    public double[] At(int t)
    {
        var place = (double)t * (logs.Length - 1) / steps;
        var before = Math.Min((int)place, logs.Length - 2);
        var part = place - before;
        return [.. logs[before].Zip(logs[before + 1], (low, high) => Math.Exp(((1 - part) * low) + (part * high)))];
    }
}
