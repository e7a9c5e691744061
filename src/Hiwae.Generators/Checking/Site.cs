namespace Hiwae.Generators.Checking;

/// <summary>A path to a place in a declaration; the analyzer follows it to the syntax.</summary>
/// <param name="Part">What is pointed at.</param>
/// <param name="Variable">The variable's position, where there is one.</param>
/// <param name="Factor">The factor's position among those of the variable, <see cref="Feature"/>, or −1 where there is none.</param>
/// <param name="Index">The position of a size, a parent or an element, or −1 for the whole.</param>
/// <param name="Name">The name of an argument or member, where there is one.</param>
internal sealed record Site(Part Part, int Variable = -1, int Factor = -1, int Index = -1, string Name = "")
{
    /// <summary>In the place of a factor's position: the variable's feature attribute.</summary>
    public const int Feature = -2;
}
