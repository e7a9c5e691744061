namespace Hiwae.Generators.Planning;

/// <summary>A variable, with all that emission has to know.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Property">The record's property, as written in code.</param>
/// <param name="Local">The local variable that holds its value: what was drawn, which q is conditioned on.</param>
/// <param name="Point">The local variable that holds the value at which p and r are evaluated; the same where nothing was drawn.</param>
/// <param name="Role">What it is.</param>
/// <param name="InPlate">Whether it has one value per sample.</param>
/// <param name="Shape">The event shape.</param>
/// <param name="Size">The number of values.</param>
/// <param name="DataIndex">Its place among the observed and the given variables, or −1.</param>
/// <param name="GivenIndex">Its place among the given variables, or −1.</param>
/// <param name="Mask">Which values are present; null where all are.</param>
/// <param name="Feature">How it is computed; null where it is not.</param>
internal sealed record PlannedVariable(
    string Name,
    string Property,
    string Local,
    string Point,
    Role Role,
    bool InPlate,
    EquatableArray<int> Shape,
    int Size,
    int DataIndex,
    int GivenIndex,
    PlannedMask? Mask,
    PlannedFeature? Feature);
