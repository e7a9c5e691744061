// A density of your own: one formula, which is differentiated, compiled and held to the laws like the built-in ones.
#:package Hiwae.Cli@0.1.0
#:package TorchSharp-cpu@0.107.0
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false

using Hiwae.Cli;
using Hiwae.Formulas;
using Hiwae.Programs;

return HiwaeCommandLine.Run(Hiwae.DeclaredModels.All, args is [] ? ["verify", "heavy"] : args, "dotnet run density.cs --");

/// <summary>The Gumbel density, for maxima: location and log scale.</summary>
[Density(Support.Real, parametersPerValue: 2)]
public readonly struct Gumbel : IFormula<Gumbel>
{
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var standard = (value - raw[0]) * T.Exp(-raw[1]);
        return -standard - T.Exp(-standard) - raw[1];
    }

    public static System.Collections.Immutable.ImmutableArray<NoiseKind> Noises => [NoiseKind.OpenUniform];

    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> => raw[0] - (T.Exp(raw[1]) * T.Log(-T.Log(noise[0])));

    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0] + (T.Exp(raw[1]) * 0.5772156649015329);
}

/// <summary>Four maxima that depend on two numbers.</summary>
[Model(Samples = 5)]
public sealed partial record Heavy(
    [Shape(4), P<Gumbel>(nameof(Z), Hidden = [16])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [16])] Tensor Z);
