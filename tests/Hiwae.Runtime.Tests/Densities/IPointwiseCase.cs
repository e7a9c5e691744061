using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>The further laws of families that tell how much each value contributes.</summary>
internal interface IPointwiseCase
{
    /// <summary>Puts the family to a test that is stated elsewhere.</summary>
    void Accept(IDensityTest test, int seed);

    /// <summary>The contributions sum to the log-density; the statistic is the largest error.</summary>
    Verdict ContributionsSumToTheWhole(int seed);

    /// <summary>
    /// A log-density of what was observed is that of the observed values alone, for the family and for mixtures of it; the statistic is the
    /// largest error.
    /// </summary>
    Verdict LeavesOutWhatIsMissing(int seed);

    /// <summary>
    /// Whatever is stored where a value is missing, and however extreme the parameters are, values and gradients are finite, and those of
    /// the parameters of missing values are zero; the statistic counts the exceptions.
    /// </summary>
    Verdict MissingValuesDoNoHarm(ScalarType type);
}

/// <summary>A statement about every family that tells how much each value contributes.</summary>
internal interface IDensityTest
{
    /// <summary>Asserts it of one family.</summary>
    void Holds<T>(int seed) where T : struct, IPointwiseDensity<T>;
}
