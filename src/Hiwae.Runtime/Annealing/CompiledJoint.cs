using Hiwae.Compilation;

namespace Hiwae.Annealing;

/// <summary>log p(x, z) by a compiled program, in single precision.</summary>
/// <param name="program">The program; it is the caller's.</param>
/// <param name="data">The data.</param>
/// <param name="chains">The number of points of each datum.</param>
internal sealed class CompiledJoint(CompiledProgram program, Observation data, int chains) : LogJoint
{
    private float[] points = [];
    private float[] parts = [];
    private float[] slopes = [];

    /// <inheritdoc/>
    public override void Evaluate(double[] z, double prior, double likelihood, double[] logPrior, double[] logData, double[] gradient)
    {
        if (points.Length != z.Length)
            (points, parts, slopes) = (new float[z.Length], new float[2 * logPrior.Length], new float[z.Length]);
        for (var i = 0; i < z.Length; i++)
            points[i] = (float)z[i];
        program.Joint(data, chains, points, prior, likelihood, parts, gradient.Length > 0 ? slopes : []);
        for (var r = 0; r < logPrior.Length; r++)
            (logPrior[r], logData[r]) = (parts[2 * r], parts[(2 * r) + 1]);
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = slopes[i];
    }
}
