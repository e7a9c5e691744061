using Hiwae.Generators.Declarations;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Checking;

/// <summary>Everything that can be known to be wrong with a declaration.</summary>
internal static class Checker
{
    public static CheckedDeclaration Check(Declaration declaration) => new(declaration.IsComplete ? Planner.Plan(declaration) : null, []);
}
