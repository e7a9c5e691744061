namespace Hiwae.Generators.Declarations;

/// <summary>The members of the enumeration of weights, and what they need.</summary>
internal static class Weightings
{
    public const string Uniform = nameof(Uniform);
    public const string Balance = nameof(Balance);
    public const string Learned = nameof(Learned);
    public const string Power = nameof(Power);
    public const string Maximum = nameof(Maximum);

    /// <summary>Whether the weights compare the densities of the proposals at each sample, so that they depend on it.</summary>
    public static bool Compare(string weights) => weights is Balance or Power or Maximum;
}
