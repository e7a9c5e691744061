using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>Independent exponential densities r e^(−r v) with rates r = exp(log r). Raw output: log r, so that raw zeros have rate 1.</summary>
[Density(Support.Positive, parametersPerValue: 1, Reparameterised = true, Velocity = true)]
public readonly struct Exponential : IFormula<Exponential>
{
    public static ImmutableArray<NoiseKind> Noises => [NoiseKind.OpenUniform];

    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> => raw[0] - (value * T.Exp(raw[0]));

    // The inverse of the distribution function at a uniform variable, differentiable in the rate.
    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> => -T.Log(noise[0]) * Mean(raw);

    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Exp(-raw[0]);

    public static T Velocity<T>(ReadOnlySpan<T> raw, T value, int parameter) where T : IReal<T> => -value;
}
