using static System.FormattableString;

namespace Hiwae.Cli.Options;

/// <summary>What a bound is of, in brackets behind it, where training is on something else than what is measured.</summary>
internal static class ObjectiveText
{
    /// <summary>Of the bound in training, and of the one on validation data, which is that of α = 0 and β = 1; empty where both are the same.</summary>
    /// <param name="alpha">α of the training.</param>
    /// <param name="klWeight">β, its weight of what the latent variables cost.</param>
    public static (string Training, string Validation) Of(double alpha, double klWeight = 1)
    {
        List<string> training = [], validation = [];
        if (alpha > 0)
        {
            training.Add(Invariant($"α = {alpha}"));
            validation.Add("α = 0");
        }

        if (!klWeight.Equals(1))
        {
            training.Add(Invariant($"β = {klWeight}"));
            validation.Add("β = 1");
        }

        return (Bracketed(training), Bracketed(validation));
    }

    private static string Bracketed(List<string> parts) => parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})";
}
