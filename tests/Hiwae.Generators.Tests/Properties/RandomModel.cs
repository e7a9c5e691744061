using System.Globalization;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>A declaration to be written as C#, valid or not.</summary>
internal sealed record RandomModel(string Place, string Record, int Samples, string Weights, RandomVariable[] Variables)
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

    public string? Name { get; init; }

    public double? Beta { get; init; }

    public double? Alpha { get; init; }

    /// <summary>The weight that training gives to what the latent variables cost, or null where it is not written.</summary>
    public double? KlWeight { get; init; }

    /// <summary>Whether samples are drawn anew after every step.</summary>
    public bool Filtering { get; init; }

    /// <summary>The number of heads; null where it is left out.</summary>
    public int? Heads { get; init; }

    /// <summary>The estimator of the gradient; null where it is left out.</summary>
    public string? Gradient { get; init; }

    public string Head { get; init; } = "public partial record";

    /// <summary>Whether all of it has a compiled form.</summary>
    public bool IsCompiled { get; init; }

    /// <summary>Whether the networks are declared beside the model, inside what it is nested in, rather than in its namespace.</summary>
    public bool NestsNetworks { get; init; }

    /// <summary>Whether something has heads of its own.</summary>
    public bool HasDistinct => Variables.SelectMany(variable => variable.Factors).Any(factor => factor.Distinct);

    public IEnumerable<RandomNetwork> Networks => Variables
        .SelectMany(variable => variable.Factors.Select(factor => factor.Net).Append(variable.Feature?.Net))
        .OfType<RandomNetwork>()
        .DistinctBy(network => network.Name);

    /// <summary>Whether a layer has more outputs than the grammar gives any: a mistake has made them, and the declaration may still be right.</summary>
    public bool IsLarge => Networks.SelectMany(network => network.Layers).SelectMany(layer => layer.Numbers).Any(number => number > 1_000_000);

    public IEnumerable<RandomFlow> Flows => Variables
        .SelectMany(variable => variable.Factors.Select(factor => factor.Flow))
        .OfType<RandomFlow>()
        .DistinctBy(flow => flow.Name);

    public string Code
    {
        get
        {
            var networks = string.Join("\n", [.. Networks, .. Flows]) + "\n";
            var around = Family.Code(Variables.SelectMany(variable => variable.Factors).Select(factor => factor.Density));
            return "using global::Hiwae;\nusing Tensor = global::TorchSharp.torch.Tensor;\n" + string.Format(
                Place, NestsNetworks ? networks + Declaration : Declaration, NestsNetworks ? around : around + networks);
        }
    }

    public RandomVariable this[string name] => Variables.Single(variable => variable.Name == name);

    /// <summary>The same with one variable changed.</summary>
    public RandomModel With(RandomVariable old, RandomVariable changed) =>
        this with { Variables = [.. Variables.Select(variable => ReferenceEquals(variable, old) ? changed : variable)] };

    /// <summary>The same with one factor changed.</summary>
    public RandomModel With(RandomVariable of, RandomFactor old, RandomFactor changed) =>
        With(of, of with { Factors = [.. of.Factors.Select(factor => ReferenceEquals(factor, old) ? changed : factor)] });

    /// <summary>The same with a network changed wherever it is used.</summary>
    public RandomModel With(RandomNetwork old, RandomNetwork changed)
    {
        RandomNetwork? Of(RandomNetwork? network) => network?.Name == old.Name ? changed : network;
        return this with
        {
            Variables =
            [
                .. Variables.Select(variable => variable with
                {
                    Factors = [.. variable.Factors.Select(factor => factor with { Net = Of(factor.Net) })],
                    Feature = variable.Feature is { } feature ? feature with { Net = Of(feature.Net)! } : null,
                }),
            ],
        };
    }

    /// <summary>The same with a variable called otherwise wherever it is named; a null name takes it out.</summary>
    public RandomModel Renamed(string old, string? name)
    {
        string[] List(string[] names) => [.. names.Select(One).OfType<string>()];
        string? One(string? one) => one == old ? name : one;
        return this with
        {
            Variables =
            [
                .. Variables.Where(variable => variable.Name != old || name is not null).Select(variable => variable with
                {
                    Name = One(variable.Name)!,
                    Mask = One(variable.Mask),
                    Factors = [.. variable.Factors.Select(factor => factor with { Parents = List(factor.Parents), Context = One(factor.Context), Previous = List(factor.Previous) })],
                    Feature = variable.Feature is { } feature
                        ? feature with { Parents = List(feature.Parents), Context = One(feature.Context), Previous = List(feature.Previous) }
                        : null,
                }),
            ],
        };
    }

    /// <summary>What FsCheck prints of a counterexample.</summary>
    public override string ToString() => "\n" + Code + "\n";

    private string Options =>
        (Heads is { } heads ? $", Heads = {heads.ToString(CultureInfo.InvariantCulture)}" : "") + (Gradient is null ? "" : $", Gradient = global::Hiwae.Gradient.{Gradient}") + (Beta is { } beta ? $", Beta = {beta.ToString(CultureInfo.InvariantCulture)}" : "") + (Alpha is { } alpha ? $", Alpha = {alpha.ToString(CultureInfo.InvariantCulture)}" : "") + (KlWeight is { } weight ? $", KlWeight = {weight.ToString(CultureInfo.InvariantCulture)}" : "") + (Filtering ? ", Filtering = true" : "") + (Name is null ? "" : $", Name = \"{Name}\"");

    private string Declaration => $"""
        /// <summary>A random model.</summary>
        [Model(Samples = {Samples}, Weights = global::Hiwae.Weights.{Weights}{Options})]
        {Head} @{Record}(
            {string.Join(",\n    ", (object[])Variables)});
        """;
}
