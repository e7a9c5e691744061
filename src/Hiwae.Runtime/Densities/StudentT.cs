using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Independent Student t densities with location μ, scale σ = exp(log σ) and ν degrees of freedom:
/// Γ((ν + 1)/2) / (Γ(ν/2) √(πν) σ) · (1 + ((v − μ)/σ)²/ν)^(−(ν + 1)/2). Raw output: a block of μ, one of log σ, one of κ with
/// ν = 1 + log(1 + exp(κ + log(e² − 1))), so that a mean always exists and raw zeros are the density with location 0, scale 1 and 3
/// degrees of freedom, the smallest whole number with a finite variance.
/// </summary>
[Density(Support.Real, parametersPerValue: 3, Reparameterised = true)]
public readonly struct StudentT : IFormula<StudentT>
{
    private static readonly double Shift = SoftplusScale.Inverse(2);

    private static readonly double LogPi = Math.Log(Math.PI);

    // From so many units of 2⁵⁶ scales on, log(1 + z²/ν) is log(z²/ν) to the last digit; below, z² is in the range of a 32-bit number.
    private const double Far = 64;

    private static readonly double Unit = Math.Pow(2, 56);

    private static readonly double TwiceLogUnit = 112 * Math.Log(2);

    /// <inheritdoc/>
    public static ImmutableArray<NoiseKind> Noises => [NoiseKind.OpenUniform, NoiseKind.Uniform];

    /// <inheritdoc/>
    /// <remarks>With z = (v − μ)/σ, log(1 + z²/ν) is taken of z² where z is not far out, elsewhere of z. In units of 2⁵⁶ scales no z overflows.</remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var (freedom, size) = (DegreesOfFreedom(raw), T.Abs((value - raw[0]) * (T.Exp(-raw[1]) * (1 / Unit))));
        var (logFreedom, far) = (T.Log(freedom), T.Constant(Far));
        var near = T.IfLess(size, far, size, T.Constant(0)); // What is not taken must not overflow: its derivative is taken all the same.
        var logarithm = T.Log1P(T.IfLess(size, far, T.Square(near) * (Unit * Unit / freedom), size - 1));
        var tail = T.IfLess(size, far, logarithm, (logarithm * 2) + (TwiceLogUnit - logFreedom)) * (freedom + 1);
        return Stirling.HalfStep(freedom * 0.5) - ((tail + logFreedom + LogPi) * 0.5) - raw[1];
    }

    /// <inheritdoc/>
    /// <remarks>
    /// μ + σ √(ν (u^(−2/ν) − 1)) cos 2πw with u and w uniform: the polar method (Bailey 1994), which turns into that of Box and
    /// Muller for the normal density as ν grows, and is smooth in ν.
    /// </remarks>
    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T>
    {
        var freedom = DegreesOfFreedom(raw);
        var radius = T.Sqrt(freedom * T.ExpM1(T.Log(noise[0]) * -2 / freedom));
        return raw[0] + (T.Exp(raw[1]) * (radius * T.Cos(noise[1] * (2 * Math.PI))));
    }

    /// <inheritdoc/>
    /// <remarks>μ.</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0];

    private static T DegreesOfFreedom<T>(ReadOnlySpan<T> raw) where T : IReal<T> => 1 + T.Softplus(raw[2] + Shift);
}
