namespace Hiwae.Cli.Options;

/// <summary>Which bound a number is of, in brackets behind it.</summary>
internal static class AlphaText
{
    /// <summary>Of the bound in training, and of the one on validation data, which is that of α = 0; empty where both are the same.</summary>
    /// <param name="alpha">α of the training.</param>
    public static (string Training, string Validation) Of(double alpha) => alpha == 0 ? ("", "") : (FormattableString.Invariant($" (α = {alpha})"), " (α = 0)");
}
