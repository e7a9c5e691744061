using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>A family of densities and the laws that it must obey, each as the verdict that it found.</summary>
/// <param name="Name">The family's name.</param>
internal abstract record DensityCase(string Name)
{
    /// <summary>The formulas; null where the family is written with tensors.</summary>
    public abstract FormulaForm? Formula { get; }

    /// <summary>The log-density is that of an independent closed form, at random and at extreme parameters; the statistic is the largest relative error.</summary>
    public abstract Verdict IsTheClosedForm(int seed);

    /// <summary>Raw zeros are the standard member; the statistic is the largest error.</summary>
    public abstract Verdict ZerosAreStandard();

    /// <summary>The density integrates (or sums) to one; the statistic is the largest deviation.</summary>
    public abstract Verdict IntegratesToOne(int seed);

    /// <summary>The draws have the density; the statistic is the largest distance between distribution functions.</summary>
    public abstract Verdict DrawsHaveTheDensity(int seed);

    /// <summary>The mean is the mean; the statistic is the largest error.</summary>
    public abstract Verdict MeanIsTheMean(int seed);

    /// <summary>Values and gradients are finite at extreme parameters; the statistic is the number of those that are not.</summary>
    public abstract Verdict IsFiniteAtExtremes(ScalarType type);

    /// <summary>Draws at extreme parameters are finite, in the support, and have finite densities and gradients; the statistic is the number of those that are not.</summary>
    public abstract Verdict DrawsAreFiniteAtExtremes(ScalarType type);

    /// <summary>Draws and means at raw parameters from −80 to 80 are numbers in the support; the statistic counts the others.</summary>
    public abstract Verdict DrawsAndMeansAreInTheSupport(ScalarType type);

    /// <summary>Parameters that are no numbers, as where training diverges, give a density that is none, and no exception; the statistic counts the densities that are numbers.</summary>
    public abstract Verdict WhatIsNoNumberStaysNone(ScalarType type);

    /// <summary>Single precision says the same as double; the statistic is the largest relative error.</summary>
    public abstract Verdict PrecisionsAgree();

    /// <summary>Draws carry a gradient exactly if the attribute says so; the statistic counts the contradictions.</summary>
    public abstract Verdict AttributeTellsTheTruth();

    /// <summary>The gradient of a draw is the limit of differences with the noise replayed; the statistic is the largest relative error.</summary>
    public abstract Verdict DrawsMoveAsTheirGradients(int seed);

    /// <summary>Where a family says how values move with its parameters, draws do.</summary>
    public abstract Verdict VelocitiesAreThoseOfDraws(int seed);

    /// <summary>
    /// The mean of d g(v)/dθ over draws is dE[g]/dθ, got by quadrature; the statistic is the largest distance in standard errors.
    /// </summary>
    public abstract Verdict MeanGradientIsTheGradientOfTheMean(int seed);

    /// <summary>Leading dimensions broadcast; the statistic is the largest error.</summary>
    public abstract Verdict Broadcasts(int seed);

    /// <summary>A mixture is the weighted sum of its components, however it was made; the statistic is the largest error.</summary>
    public abstract Verdict MixtureIsTheSum(int seed);

    /// <summary>Values and gradients of a mixture are finite at extreme weights and parameters; the statistic is the number of those that are not.</summary>
    public abstract Verdict MixtureIsFiniteAtExtremes(ScalarType type);

    /// <summary>The draws of a mixture have its density; the statistic is the largest distance between distribution functions.</summary>
    public abstract Verdict MixtureDrawsHaveTheDensity(int seed);
}
