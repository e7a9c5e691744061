namespace Hiwae;

/// <summary>The rank that a type stands for, as the type argument of a family such as <see cref="LowRankMultivariateNormal{TRank}"/>: <c>[Rank(20)] public
/// readonly struct Rank20;</c>.</summary>
/// <param name="value">The rank, at least 1 and less than the number of values of a variable that uses it.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class RankAttribute(int value) : Attribute
{
    /// <summary>The rank.</summary>
    public int Value => value;
}
