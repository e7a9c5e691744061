namespace Hiwae.Generators.Tests.Properties;

/// <summary>A declaration to be written as C#, valid or not.</summary>
internal sealed record RandomModel(string Place, string Record, int Samples, string Weights, string? Name, RandomVariable[] Variables)
{
    /// <summary>Where the record stands; the two slots are for the record, and for what has to be in a namespace.</summary>
    public static readonly string[] Places =
    [
        "{1}\n{0}",
        "namespace Declared;\n{1}\n{0}",
        "namespace Hiwae.Models;\n{1}\n{0}",
        "namespace Mine.Hiwae.TorchSharp {{ {1}\n{0} }}",
        "namespace @class.Role;\n{1}\npublic static partial class Outer {{ private partial record struct @struct {{ {0} }} }}",
        "{1}\npublic partial interface IOuter {{ {0} }}",
    ];

    private const string Unit = """
        [Hiwae.Density(Hiwae.Support.Real, 1, Reparameterised = true)]
        public readonly record struct Unit(Tensor Mean) : Hiwae.IDensity<Unit>
        {
            public static Unit FromRaw(Tensor raw) => new(raw);
            public Tensor Sample(Hiwae.Noise noise, params System.ReadOnlySpan<long> shape) => Mean + noise.Normal(shape);
            public Tensor LogDensity(Tensor value) => (value - Mean).square().sum(-1);
        }
        """;

    public string Code => "using global::Hiwae;\nusing Tensor = global::TorchSharp.torch.Tensor;\n"
        + string.Format(Place, Declaration, Unit.Replace("Hiwae.", "global::Hiwae."));

    /// <summary>What FsCheck prints of a counterexample.</summary>
    public override string ToString() => "\n" + Code + "\n";

    private string Declaration => $"""
        /// <summary>A random model.</summary>
        [Model(Samples = {Samples}, Weights = global::Hiwae.Weights.{Weights}{(Name is null ? "" : $", Name = \"{Name}\"")})]
        public partial record @{Record}(
            {string.Join(",\n    ", (object[])Variables)});
        """;
}
