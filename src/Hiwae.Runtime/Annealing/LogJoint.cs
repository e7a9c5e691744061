namespace Hiwae.Annealing;

/// <summary>log p(x, z) of some data at several latent points each, in two parts, and the gradient by z of a combination of these.</summary>
internal abstract class LogJoint
{
    /// <summary>The number of latent values of a point, all variables together.</summary>
    public required int Size { get; init; }

    /// <summary>Evaluates points.</summary>
    /// <param name="z">[data · chains, size], those of a datum next to each other.</param>
    /// <param name="prior">The factor of log p(z) in what is differentiated.</param>
    /// <param name="likelihood">The factor of log p(x | z).</param>
    /// <param name="logPrior">Receives log p(z) in nats, [data · chains].</param>
    /// <param name="logData">Receives log p(x | z) in nats; a target counts as data.</param>
    /// <param name="gradient">Receives the gradient, of z's form; empty where none is wanted.</param>
    public abstract void Evaluate(double[] z, double prior, double likelihood, double[] logPrior, double[] logData, double[] gradient);
}
