namespace Hiwae.Annealing;

/// <summary>The density that chains start from, on unconstrained points.</summary>
internal abstract class StartDensity
{
    /// <summary>The scale of each coordinate, by datum, [data, size]: the masses of moves are 1/scale².</summary>
    public required double[] Scales { get; init; }

    /// <summary>Whether it is the prior, of which log p(x, z) is made.</summary>
    public abstract bool IsPrior { get; }

    /// <summary>Points for so many chains of each datum, [data · chains, size], unconstrained.</summary>
    public abstract double[] Draw(int chains, long seed);

    /// <summary>The log-density in nats, and its gradient times a factor added to one that there is. Nothing of a prior.</summary>
    /// <param name="u">[data · chains, size].</param>
    /// <param name="log">Receives the log-density, [data · chains].</param>
    /// <param name="factor">The factor.</param>
    /// <param name="gradient">[data · chains, size]; empty where none is wanted.</param>
    public abstract void Evaluate(double[] u, double[] log, double factor, double[] gradient);
}
