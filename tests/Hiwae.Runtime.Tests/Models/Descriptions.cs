namespace Hiwae.Runtime.Tests.Models;

/// <summary>Descriptions by hand, for what is a function of a description alone.</summary>
internal static class Descriptions
{
    public static ModelDescription Model(params VariableDescription[] variables) =>
        new("hand-made", "Made by hand.", 3, Weights.Uniform, Gradient.Reparameterised, [.. variables]);

    public static VariableDescription Observed(string name, int size, Support support = Support.Binary, string? mask = null, params string[] parents) =>
        new(name, Role.Observed, InPlate: false, [size], [P(name, support, parents)]) { Mask = mask };

    public static VariableDescription Given(string name, params int[] shape) => new(name, Role.Given, InPlate: false, [.. shape], []);

    public static VariableDescription Latent(string name, params string[] proposalParents) => new(
        name, Role.Latent, InPlate: true, [2], [P(name, Support.Real), Q(name, proposalParents)]);

    public static FactorDescription P(string name, Support support, params string[] parents) =>
        new(FactorKind.P, name, DensityOn(support), support, [.. parents]) { Submodule = parents is [] ? null : "p_" + name.ToLowerInvariant() };

    public static FactorDescription Q(string name, params string[] parents) =>
        new(FactorKind.Q, name, "Normal", Support.Real, [.. parents]) { Submodule = "q_" + name.ToLowerInvariant() };

    public static FactorDescription R(string name, params string[] parents) =>
        new(FactorKind.R, name, "Normal", Support.Real, [.. parents]) { Submodule = "r_" + name.ToLowerInvariant() };

    private static string DensityOn(Support support) => support switch
    {
        Support.Real => "Normal",
        Support.Binary => "Bernoulli",
        Support.UnitInterval => "ContinuousBernoulli",
        Support.Positive => "Gamma",
        Support.OneHot => "Categorical",
        Support.Count => "Poisson",
        Support.EightBit => "DiscretizedLogistic",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
