using System.CommandLine;

namespace Hiwae.Cli.Options;

/// <summary>By which estimator the bound is differentiated.</summary>
internal static class GradientOption
{
    private static readonly string[] Names = ["reparameterised", "stl", "dreg"];

    private static readonly string[] LongNames = ["reparameterised", "sticking-the-landing", "doubly-reparameterised"];

    private static readonly Gradient[] Gradients = [Gradient.Reparameterised, Gradient.StickingTheLanding, Gradient.DoublyReparameterised];

    /// <summary>The option; the declared estimator where it is left out.</summary>
    public static Option<Gradient?> Create() => new("--gradient")
    {
        HelpName = string.Join('|', Names),
        Description = "The estimator of the gradient: reparameterised; stl, sticking the landing; dreg, doubly reparameterised, for uniform and learned weights (default: as declared).",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (Math.Max(Array.IndexOf(Names, text), Array.IndexOf(LongNames, text)) is >= 0 and var position)
                return Gradients[position];
            result.AddError($"--gradient is '{text}'; it must be {string.Join(", ", Names[..^1])} or {Names[^1]}.");
            return null;
        },
    };

    /// <summary>How the option writes an estimator.</summary>
    public static string Name(Gradient gradient) => Names[Array.IndexOf(Gradients, gradient)];
}
