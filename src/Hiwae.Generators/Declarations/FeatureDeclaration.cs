using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Generators.Declarations;

/// <summary>A feature attribute.</summary>
/// <param name="Net">The type argument.</param>
/// <param name="Parents">Names, as given.</param>
/// <param name="Context">The name of the variable that conditions layers, or null.</param>
internal sealed record FeatureDeclaration(NetworkReference Net, EquatableArray<string> Parents, string? Context)
{
    /// <summary>Everything that it is computed from: the parents, and the context.</summary>
    public IEnumerable<string> Conditions => Context is null ? Parents : Parents.Append(Context);
}
