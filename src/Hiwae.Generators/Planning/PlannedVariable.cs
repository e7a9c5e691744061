namespace Hiwae.Generators.Planning;

/// <summary>A variable, with all that emission has to know.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Property">The record's property, as written in code.</param>
/// <param name="Local">The local variable that holds its value.</param>
/// <param name="Role">Observed, latent or auxiliary.</param>
/// <param name="InPlate">Whether it has one value per sample.</param>
/// <param name="Shape">The event shape.</param>
/// <param name="Size">The number of values.</param>
internal sealed record PlannedVariable(
    string Name,
    string Property,
    string Local,
    Role Role,
    bool InPlate,
    EquatableArray<int> Shape,
    int Size);
