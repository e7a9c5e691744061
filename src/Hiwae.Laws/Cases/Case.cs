namespace Hiwae.Verification;

/// <summary>What a law is tried at.</summary>
/// <param name="Seed">Of the parameters, the data and the draws.</param>
/// <param name="Data">The number of data.</param>
/// <param name="Samples">K.</param>
/// <param name="Scale">What the parameters are multiplied with.</param>
internal readonly record struct Case(long Seed, int Data, int Samples, double Scale)
{
    public override string ToString() => FormattableString.Invariant(
        $"K = {Samples}, {Data} {(Data == 1 ? "datum" : "data")}, parameters × {Scale}, seed {Seed} of the case");
}
