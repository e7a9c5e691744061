using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>The numbers of Adam's rule beside its step size.</summary>
internal sealed class AdamOptions
{
    private static readonly TrainingOptions Default = new();

    private readonly Option<double?> beta1 = NumberOption.Fraction("--beta1", Invariant($"β₁ of Adam, the decay of the mean of gradients (default {Default.Beta1})."));

    private readonly Option<double?> beta2 = NumberOption.Fraction("--beta2", Invariant($"β₂ of Adam, the decay of the mean of their squares (default {Default.Beta2})."));

    private readonly Option<double?> epsilon = NumberOption.Within(
        "--epsilon", Invariant($"ε of Adam, which is added to the root of that mean (default {EpsilonText(Default.Epsilon)})."), Adam.LeastEpsilon, 1);

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [beta1, beta2, epsilon];

    /// <summary>Training options with these.</summary>
    public TrainingOptions AddTo(TrainingOptions options, ParseResult parsed) => options with
    {
        Beta1 = parsed.GetValue(beta1) ?? options.Beta1,
        Beta2 = parsed.GetValue(beta2) ?? options.Beta2,
        Epsilon = parsed.GetValue(epsilon) ?? options.Epsilon,
    };

    /// <summary>Those that are not as usual, in words; empty where all are.</summary>
    public static string Text(TrainingOptions options) => string.Join(", ", Parts(options));

    private static IEnumerable<string> Parts(TrainingOptions options)
    {
        if (options.Beta1 != Default.Beta1)
            yield return Invariant($"β₁ = {options.Beta1}");
        if (options.Beta2 != Default.Beta2)
            yield return Invariant($"β₂ = {options.Beta2}");
        if (options.Epsilon != Default.Epsilon)
            yield return $"ε = {EpsilonText(options.Epsilon)}";
    }

    private static string EpsilonText(double value) => value < 0.001 ? value.ToString("0.###e-0", CultureInfo.InvariantCulture) : Invariant($"{value}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
