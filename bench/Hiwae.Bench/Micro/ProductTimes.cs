namespace Hiwae.Bench.Micro;

/// <summary>What a product takes, in microseconds: medians.</summary>
/// <param name="Shape">Its sizes.</param>
/// <param name="MklUs">MKL's.</param>
/// <param name="OursUs">Ours, with the weight packed before, as it is once a step.</param>
/// <param name="OursPackingUs">Ours, with the weight packed for every product.</param>
/// <param name="Difference">The largest difference between the results.</param>
internal sealed record ProductTimes(ProductShape Shape, double MklUs, double OursUs, double OursPackingUs, double Difference)
{
    /// <summary>Our speed as a share of MKL's.</summary>
    public double Share => MklUs / OursUs;

    /// <summary>The same with the weight packed for every product.</summary>
    public double SharePacking => MklUs / OursPackingUs;
}
