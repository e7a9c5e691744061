using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Independent logistic variables with location μ and scale s = exp(log s), cut to [0, 1] and rounded to the levels k/255 of an 8-bit
/// image: the probability of a level is that of its bin, v ± 1/510, and the first and the last bin are open (Kingma et al. 2016; Salimans
/// et al. 2017). Raw output: a block of μ − 1/2, then a block of log 4s, so that raw zeros are the
/// density with location 1/2 and scale 1/4.
/// </summary>
[Density(Support.EightBit, parametersPerValue: 2, HasScale = true)]
public readonly struct DiscretizedLogistic : IFormula<DiscretizedLogistic>
{
    private const int Steps = 255;

    private const double HalfBin = 0.5 / Steps;

    private static readonly double LogFour = Math.Log(4);

    /// <inheritdoc/>
    public static ImmutableArray<NoiseKind> Noises => Logistic.Noises;

    /// <inheritdoc/>
    /// <remarks>
    /// With a and b the bin's ends in units of s from μ, sigmoid(a) − sigmoid(b) = sigmoid(a) sigmoid(−b) (1 − e^(b − a)): a product, whose
    /// logarithm cancels nowhere. The first bin has sigmoid(a), the last sigmoid(−b).
    /// </remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var inverse = InverseScale(raw);
        var distance = value - Location(raw);
        var below = -T.Softplus((distance + HalfBin) * -inverse); // log of the probability of no more than this level
        var above = -T.Softplus((distance - HalfBin) * inverse); // log of the probability of no less
        var width = T.Log(-T.ExpM1(inverse * (-2 * HalfBin)));
        return T.IfLess(value, T.Constant(HalfBin), below, T.IfLess(T.Constant(1 - HalfBin), value, above, below + above + width));
    }

    /// <inheritdoc/>
    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> =>
        T.Round(T.Clamp(Logistic.Draw([Location(raw), raw[1] - LogFour], noise), 0, 1) * Steps) / Steps;

    /// <inheritdoc/>
    /// <remarks>The sum of the probabilities of exceeding each of the 255 borders between levels, divided by 255.</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T>
    {
        var (location, inverse, sum) = (Location(raw), InverseScale(raw), T.Constant(0));
        for (var k = 0; k < Steps; k++)
            sum += T.Sigmoid((location - ((k + 0.5) / Steps)) * inverse);
        return sum / Steps;
    }

    /// <inheritdoc/>
    /// <remarks>The location, cut to [0, 1].</remarks>
    public static T Centre<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Clamp(Location(raw), 0, 1);

    /// <inheritdoc/>
    /// <remarks>As the formula says, each term disposed when it was added.</remarks>
    public static Tensor Mean(Tensor raw)
    {
        using var scope = NewDisposeScope();
        TensorReal[] blocks = [.. RawBlocks.Split(raw, 2).Select(block => new TensorReal(block))];
        var (inverse, location) = (InverseScale<TensorReal>(blocks).ToTensor(raw), Location<TensorReal>(blocks).ToTensor(raw));
        var sum = zeros_like(location);
        for (var k = 0; k < Steps; k++)
        {
            using var inner = NewDisposeScope();
            var last = sum;
            sum = (last + ((location - ((k + 0.5) / Steps)) * inverse).sigmoid()).MoveToOuterDisposeScope();
            last.Dispose();
        }

        return (sum / Steps).MoveToOuterDisposeScope();
    }

    private static T Location<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0] + 0.5;

    private static T InverseScale<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Exp(LogFour - raw[1]);
}
