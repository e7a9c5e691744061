using System.CommandLine;

namespace Hiwae.Cli.Options;

/// <summary>The estimator by which the bound is differentiated.</summary>
internal static class GradientOption
{
    /// <summary>The option; the declared estimator where it is left out.</summary>
    public static Option<Gradient?> Create() => ChoiceOption.Create<Gradient?>(
        "--gradient",
        "The estimator of the gradient: reparameterised; stl, sticking the landing; dreg, doubly reparameterised, for uniform, learned and balance weights (default: as declared).",
        [.. GradientNames.All.Select(names => (names.Option, (Gradient?)names.Gradient))],
        [.. GradientNames.All.Select(names => (names.Words.Replace(' ', '-'), (Gradient?)names.Gradient))]);
}

/// <summary>The names of an estimator of the gradient.</summary>
/// <param name="Gradient">The estimator.</param>
/// <param name="Option">Its name on the command line.</param>
/// <param name="Words">Its name in a sentence.</param>
/// <param name="Short">Its name in a table or a legend.</param>
internal sealed record GradientNames(Gradient Gradient, string Option, string Words, string Short)
{
    /// <summary>All estimators.</summary>
    public static IReadOnlyList<GradientNames> All { get; } =
    [
        new(Gradient.Reparameterised, "reparameterised", "reparameterised", "reparameterised"),
        new(Gradient.StickingTheLanding, "stl", "sticking the landing", "STL"),
        new(Gradient.DoublyReparameterised, "dreg", "doubly reparameterised", "DReG"),
    ];

    /// <summary>The names of one.</summary>
    public static GradientNames Of(Gradient gradient) => All.First(names => names.Gradient == gradient);
}
