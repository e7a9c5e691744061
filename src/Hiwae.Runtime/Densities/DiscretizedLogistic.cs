namespace Hiwae;

/// <summary>
/// Independent logistic variables with location μ and scale s = exp(log s), cut to [0, 1] and rounded to the levels k/255 of an 8-bit
/// image: the probability of a level is that of its bin, v ± 1/510, and the first and the last bin are open (Kingma et al. 2016; Salimans
/// et al. 2017). Raw output: a block of μ − 1/2, then a block of log 4s, so that raw zeros are the
/// density with location 1/2 and scale 1/4.
/// </summary>
/// <param name="Location">μ, in the units of the image, [..., size].</param>
/// <param name="LogScale">log s, [..., size].</param>
[Density(Support.EightBit, parametersPerValue: 2)]
public readonly record struct DiscretizedLogistic(Tensor Location, Tensor LogScale) : IPointwiseDensity<DiscretizedLogistic>
{
    private const int Steps = 255;

    private const double HalfBin = 0.5 / Steps;

    private static readonly double LogFour = Math.Log(4);

    /// <summary>The mean, [..., size]: the sum of the probabilities of exceeding each of the 255 borders between levels, divided by 255.</summary>
    public Tensor Mean
    {
        get
        {
            var (scaled, inverse) = (Location * LogScale.neg().exp(), LogScale.neg().exp());
            var sum = zeros_like(scaled);
            for (var k = 0; k < Steps; k++)
            {
                using var border = inverse * ((k + 0.5) / Steps);
                using var distance = scaled - border;
                using var above = distance.sigmoid();
                using var last = sum;
                sum = last + above;
            }

            return sum / Steps;
        }
    }

    /// <summary>The location, cut to [0, 1], [..., size].</summary>
    public Tensor Centre => Location.clamp(0, 1);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The last dimension is odd.</exception>
    public static DiscretizedLogistic FromRaw(Tensor raw)
    {
        var blocks = RawBlocks.Split(raw, 2);
        return new(blocks[0] + 0.5, blocks[1] - LogFour);
    }

    /// <inheritdoc/>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) =>
        (new Logistic(Location.detach(), LogScale.detach()).Sample(noise, shape).clamp(0, 1) * Steps).round() / Steps;

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => LogDensities(value).sum(-1);

    /// <inheritdoc/>
    /// <remarks>
    /// With a and b the bin's ends in units of s from μ, sigmoid(a) − sigmoid(b) = sigmoid(a) sigmoid(−b) (1 − e^(b − a)): a product, whose
    /// logarithm cancels nowhere. The first bin has sigmoid(a), the last sigmoid(−b).
    /// </remarks>
    public Tensor LogDensities(Tensor value)
    {
        var inverse = LogScale.neg().exp();
        var distance = value - Location;
        var below = ((distance + HalfBin) * inverse).neg().softplus().neg(); // log of the probability of no more than this level
        var above = ((distance - HalfBin) * inverse).softplus().neg(); // log of the probability of no less
        var width = (inverse * (-2 * HalfBin)).expm1().neg().log();
        return where(value < HalfBin, below, where(value > 1 - HalfBin, above, below + above + width));
    }
}
