namespace Hiwae.Generators.Declarations;

/// <summary>A value of one of the language's enumerations.</summary>
/// <param name="Name">The member's name, or the number where there is no such member.</param>
/// <param name="IsDefined">Whether there is such a member.</param>
/// <param name="IsWritten">Whether the argument is present rather than defaulted.</param>
internal sealed record Option(string Name, bool IsDefined, bool IsWritten);
