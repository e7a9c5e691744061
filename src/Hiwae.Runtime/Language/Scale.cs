namespace Hiwae;

/// <summary>Where the scale of a density with parents comes from; see <see cref="DensityAttribute.HasScale"/>.</summary>
public enum Scale
{
    /// <summary>From the network, for each value of each datum.</summary>
    Network,

    /// <summary>A learned number for each value, the same for all data; it starts at the standard member of the family.</summary>
    PerValue,

    /// <summary>A single learned number for all values and all data; it starts at the standard member of the family.</summary>
    Shared,

    /// <summary>That of the standard member of the family: the standard deviation 1 of <see cref="Normal"/>. Nothing is learned.</summary>
    Standard,
}
