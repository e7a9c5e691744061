namespace Hiwae.Studies.Coupling;

/// <summary>One training of the study: what is trained, on what, and by what draws.</summary>
/// <param name="Mode">One of <see cref="Amortised"/> and <see cref="OneImage"/>.</param>
/// <param name="View">The name of what proposals see.</param>
/// <param name="Family">One of <see cref="Families.Names"/>.</param>
/// <param name="Samples">K.</param>
/// <param name="Gradient">The estimator of the gradient.</param>
/// <param name="Seed">The seed of initial weights and of all draws.</param>
/// <param name="Variation">One of <see cref="Variation.All"/> by its name; that of the study itself where <see cref="Variation.None"/>.</param>
internal sealed record Cell(string Mode, string View, string Family, int Samples, Gradient Gradient, long Seed, string Variation = Coupling.Variation.None)
{
    /// <summary>An encoder over all training images.</summary>
    public const string Amortised = "amortised";

    /// <summary>Parameters of each image's own.</summary>
    public const string OneImage = "one-image";

    /// <summary>Such as <c>amortised-rows-4-hiwae-k5-reparameterised-s1</c>: the name of its file.</summary>
    public string Name => FormattableString.Invariant(
        $"{Mode}-{View}-{Family}-k{Samples}-{(Gradient == Gradient.Reparameterised ? "reparameterised" : "dreg")}{(Variation == Coupling.Variation.None ? "" : $"-{Variation}")}-s{Seed}");
}
