using Hiwae.Networks;
using static Hiwae.Runtime.Tests.Models.Descriptions;

namespace Hiwae.Runtime.Tests.Models;

/// <summary>Models by hand, of every structure and with every part of the language.</summary>
internal static class Explained
{
    /// <summary>Two auxiliaries in a chain that all samples share.</summary>
    public static ModelDescription Deep(Weights weights = Weights.Balance, bool distinctReverse = false) => Model(
        Observed("X", 6, parents: "Z"),
        new("Z", Role.Latent, InPlate: true, [2], [P("Z", Support.Real), Q("Z", "Z0", "X") with { Distinct = true }]),
        new("Z0", Role.Auxiliary, InPlate: false, [2], [Q("Z0", "Z00", "X"), R("Z0", "Z", "X") with { Distinct = distinctReverse }]),
        new("Z00", Role.Auxiliary, InPlate: false, [1], [Q("Z00", "X"), R("Z00", "Z0", "Z")])) with
    { Weights = weights };

    /// <summary>Everything at once.</summary>
    public static ModelDescription Whole => Model(
        new("X", Role.Observed, InPlate: false, [1, 4, 4], [P("X", Support.Binary, "Z", "Y")]) { Mask = "Seen" },
        new("Z", Role.Latent, InPlate: true, [2],
        [
            P("Z", Support.Real) with { Components = 10, Submodule = "p_z" },
            Q("Z", "Z0") with { Context = "H", Net = "Coupled", Distinct = true, Layers = [new Layer.Dense(8, Activation.Elu, WeightNorm: true, Conditioned: true)] },
        ]),
        new("Z0", Role.Auxiliary, InPlate: true, [2], [Q("Z0", "H"), R("Z0", "Z", "G")]),
        new("H", Role.Feature, InPlate: false, [10], [])
        {
            Feature = new(
                "Encoder",
                [new Layer.Conv(4, Kernel: 3, Stride: 2, Padding: 1, Activation.Elu), new Layer.BatchNorm(), new Layer.Flatten(), new Layer.Dropout(0.5), new Layer.Dense(10, Activation.Relu)],
                ["X"],
                "f_h"),
        },
        new("G", Role.Feature, InPlate: true, [3], []) { Feature = new("Join", [new Layer.Dense(3, Activation.Tanh, Conditioned: true)], ["Z"], "f_g") { Context = "Y" } },
        Given("Y", 10),
        Given("Seen", 1, 4, 4)) with
    { Weights = Weights.Power, Beta = 2 };

    /// <summary>A label that is generated from a feature of an image with holes.</summary>
    public static ModelDescription MissingCondition => Model(
        new("X", Role.Observed, InPlate: false, [6], [P("X", Support.Real, "Z")]) { Mask = "Seen" },
        new("Y", Role.Observed, InPlate: false, [2], [P("Y", Support.Real, "H")]),
        new("H", Role.Feature, InPlate: false, [3], []) { Feature = new("Join", [new Layer.Dense(3, Activation.Tanh)], ["X"], "f_h") },
        new("Z", Role.Latent, InPlate: true, [2], [P("Z", Support.Real), Q("Z", "X")]),
        Given("Seen", 6));

    /// <summary>A label that is known to the proposals alone, and a prior of pseudo-inputs.</summary>
    public static ModelDescription Posterior => Model(
        Observed("X", 6, parents: "Z2"),
        new("Z1", Role.Latent, InPlate: true, [2], [P("Z1", Support.Real) with { PseudoInputs = 50, Submodule = "p_z1" }, Q("Z1", "X")]),
        new("Z2", Role.Latent, InPlate: true, [2], [P("Z2", Support.Real, "Z1"), Q("Z2", "Z1", "Y")]),
        Given("Y", 4)) with
    { Samples = 1 };

    /// <summary>No auxiliary, a proposal of its own for each sample.</summary>
    public static ModelDescription Mixture(Weights weights) => Model(
        Observed("X", 6, parents: "Z"),
        new("Z", Role.Latent, InPlate: true, [2], [P("Z", Support.Real), Q("Z", "X") with { Distinct = true }])) with
    { Weights = weights };

    /// <summary>No data, and in the place of P a target that depends on what is given.</summary>
    public static ModelDescription Energy(Weights weights) => Model(
        new("Z", Role.Latent, InPlate: true, [2],
        [
            new(FactorKind.P, "Z", "Ring", Support.Real, ["Y"]) { IsTarget = true },
            Q("Z", "Z0", "Y") with { Distinct = true },
        ]),
        new("Z0", Role.Auxiliary, InPlate: false, [2], [Q("Z0"), R("Z0", "Z")]),
        Given("Y", 1)) with
    { Weights = weights };

    public static IEnumerable<ModelDescription> All =>
    [
        .. DeclaredModels.All.Select(m => m.Description),
        Deep(), Deep(Weights.Uniform, distinctReverse: true), Whole, Posterior, MissingCondition,
        .. Enum.GetValues<Gradient>().Select(g => Deep(Weights.Uniform) with { Gradient = g }),
        .. Enum.GetValues<Weights>().SelectMany(w => new[] { Deep(w), Mixture(w), Energy(w), Energy(w) with { Samples = 1 } }),
    ];
}
