using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>One normal density over all columns of a program's value, with a covariance: see <see cref="MultivariateNormal"/> and <see
/// cref="LowRankMultivariateNormal{TRank}"/>.</summary>
/// <param name="Name">The type's name.</param>
/// <param name="Rank">The rank of what is added to the diagonal of the covariance; null of a full one.</param>
public sealed record CovarianceForm(string Name, int? Rank) : DensityForm(Name, 2 + (Rank ?? 0), Rank is null ? [NoiseKind.Normal] : [NoiseKind.Normal, NoiseKind.Normal])
{
    /// <inheritdoc/>
    public override bool HasVelocity => true;

    /// <inheritdoc/>
    public override int Parameters(int size) => checked((ParametersPerValue * size) + (Rank is null ? (int)RawPairs.Count(size) : 0));

    /// <inheritdoc/>
    /// <remarks>One for each value, then of a low rank one for each column of the factor.</remarks>
    public override int NoiseColumns(int noise, int size) => noise == 0 ? size : Rank!.Value;
}
