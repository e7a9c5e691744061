using Hiwae.Programs;
namespace Hiwae.Steps;

/// <summary>Random numbers that a step needs.</summary>
/// <param name="Kind">The distribution.</param>
/// <param name="Level">What there is one row for.</param>
/// <param name="Rows">The number of rows where the level is <see cref="StepLevel.Once"/>, else 0.</param>
/// <param name="Columns">The number of columns.</param>
public readonly record struct RecordedNoise(NoiseKind Kind, StepLevel Level, int Rows, long Columns)
{
    /// <summary>
    /// Draws them, in the shape in which operators on tensors draw them: [rows, columns], [data, 1, columns], [data · groups, 1, columns]
    /// or [data · groups, samples, columns].
    /// </summary>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="data">The number of data.</param>
    /// <param name="groups">The number of groups for each datum.</param>
    /// <param name="samples">K.</param>
    public Tensor Draw(Noise noise, long data, long groups, long samples)
    {
        ReadOnlySpan<long> shape = Level switch
        {
            StepLevel.Once => [Rows, Columns],
            StepLevel.Datum => [data, 1, Columns],
            StepLevel.Group => [data * groups, 1, Columns],
            _ => [data * groups, samples, Columns],
        };
        return Kind switch
        {
            NoiseKind.Normal => noise.Normal(shape),
            NoiseKind.Uniform => noise.Uniform(shape),
            _ => noise.OpenUniform(shape),
        };
    }
}
