using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Families for kernels.</summary>
internal static class KernelForms
{
    public static DensityForm Normal { get; } = new Form("Normal", 2);
    public static DensityForm Bernoulli { get; } = new Form("Bernoulli", 1);
    public static DensityForm Categorical { get; } = new Form("Categorical", 1);

    private sealed record Form(string Name, int ParametersPerValue) : DensityForm(Name, ParametersPerValue, [NoiseKind.Normal]);
}
