using System.Reflection;

namespace Hiwae;

/// <summary>The properties of a density that a declaration which uses it is checked against.</summary>
/// <param name="support">The set that has probability one.</param>
/// <param name="parametersPerValue">The number of raw outputs of a network that one value takes, at least 1.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class DensityAttribute(Support support, int parametersPerValue) : Attribute
{
    /// <summary>The set that has probability one.</summary>
    public Support Support => support;

    /// <summary>The number of raw outputs of a network that one value takes.</summary>
    public int ParametersPerValue => parametersPerValue;

    /// <summary>
    /// Whether a draw is a differentiable function of the parameters and of noise that does not depend on them.
    /// Latent and auxiliary variables need it.
    /// </summary>
    public bool Reparameterised { get; set; }

    /// <summary>
    /// Whether the family has a <see cref="IDensity{TSelf}.Velocity"/>: how a value moves with the parameters while the noise that would draw it stays. Double reparameterisation
    /// under <see cref="Weights.Balance"/> needs it of distinct proposals.
    /// </summary>
    public bool Velocity { get; set; }

    /// <summary>
    /// Whether the last block of raw parameters says how far values scatter, such as log σ of <see cref="Normal"/>, so that <see cref="P{TDensity}.Scale"/> may take it from somewhere else than the network; it then comes
    /// behind one block at least. A family that <see cref="Wraps"/> another has one where the argument has.
    /// </summary>
    public bool HasScale { get; set; }

    /// <summary>
    /// Whether the family is made of another, its only type argument, which is on the same support, as <see cref="ZeroInflated{TCounts}"/> is: a value then takes the raw numbers of the
    /// argument too, after its own.
    /// </summary>
    public bool Wraps { get; set; }

    /// <summary>
    /// Whether a vector of n values takes besides a raw number for each pair of them, n (n − 1) / 2, which say how values depend on one another, as in <see cref="MultivariateNormal"/>. They come behind the first block,
    /// by rows: of each value in turn those that pair it with the values before it.
    /// </summary>
    public bool Pairs { get; set; }

    /// <summary>
    /// Whether the family's only type argument has a <see cref="RankAttribute"/>, as that of <see cref="LowRankMultivariateNormal{TRank}"/>: a value then takes as many raw numbers more as the rank says.
    /// </summary>
    public bool Ranked { get; set; }

    /// <summary>The number of raw outputs of a network that a vector takes.</summary>
    /// <param name="size">The number of its values.</param>
    public int Parameters(int size) => checked((parametersPerValue * size) + (Pairs ? (int)((long)size * (size - 1) / 2) : 0));

    /// <summary>
    /// What a family declares. Where it <see cref="Wraps"/> another, <see cref="ParametersPerValue"/> counts the raw numbers of both; where it is
    /// <see cref="Ranked"/>, it counts the rank.
    /// </summary>
    /// <param name="density">The family's type.</param>
    /// <returns>Null where the type has no such attribute.</returns>
    /// <exception cref="InvalidOperationException">It wraps another, but has no type argument that is a density on the same support; or it has a rank, and no type argument that says which.</exception>
    public static DensityAttribute? Of(Type density)
    {
        ArgumentNullException.ThrowIfNull(density);
        if (density.GetCustomAttribute<DensityAttribute>() is { Ranked: true } ranked)
            return ranked.OfRank(density);
        if (density.GetCustomAttribute<DensityAttribute>() is not { Wraps: true } own)
            return density.GetCustomAttribute<DensityAttribute>();
        var argument = density.GenericTypeArguments is [var only] ? Of(only) : null;
        if (argument?.Support != own.Support)
        {
            throw new InvalidOperationException(
                $"{NameOf(density)} wraps {(argument is null ? "nothing that has a [Density(…)]" : $"a density on {argument.Support}")}; its type argument must be a density on {own.Support}.");
        }

        return new(own.Support, own.ParametersPerValue + argument.ParametersPerValue)
        {
            Reparameterised = own.Reparameterised,
            Velocity = own.Velocity,
            HasScale = argument.HasScale,
            Wraps = true,
        };
    }

    private DensityAttribute OfRank(Type density) => density.GenericTypeArguments is [var only] && only.GetCustomAttribute<RankAttribute>() is { Value: >= 1 and var rank }
        ? new(Support, parametersPerValue + rank) { Reparameterised = Reparameterised, Velocity = Velocity, HasScale = HasScale, Pairs = Pairs, Ranked = true }
        : throw new InvalidOperationException($"{NameOf(density)} has a rank; its type argument must have a [Rank(…)] of at least 1.");

    /// <summary>A family's name as it is written in C#, such as <c>ZeroInflated&lt;Poisson&gt;</c>.</summary>
    internal static string NameOf(Type density) => density.IsGenericType
        ? $"{density.Name[..density.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", density.GenericTypeArguments.Select(NameOf))}>"
        : density.Name;

    /// <summary>The error of a density that has no velocity where one is wanted.</summary>
    /// <typeparam name="TDensity">The density.</typeparam>
    internal static NotSupportedException NoVelocity<TDensity>() =>
        new($"{NameOf(typeof(TDensity))} does not say how a value moves with its parameters; define Velocity, and write Velocity = true in its [Density(…)].");
}

/// <summary>The support of a density: the set of values that have positive density.</summary>
public enum Support
{
    /// <summary>All real numbers.</summary>
    Real,

    /// <summary>Zero and one. Probabilities between them are accepted as data: the log-density is then an expectation.</summary>
    Binary,

    /// <summary>Numbers between zero and one. Both ends are accepted as data: a density may be infinite or zero there.</summary>
    UnitInterval,

    /// <summary>Positive numbers. Zero is accepted as data: a density may be infinite or zero there.</summary>
    Positive,

    /// <summary>Vectors with a single one among zeros.</summary>
    OneHot,

    /// <summary>The levels k / 255, k = 0 … 255, of an 8-bit image.</summary>
    EightBit,

    /// <summary>Counts: whole numbers from 0 up.</summary>
    Count,
}
