using System.Collections.Generic;

namespace Hiwae.Generators.Emission;

/// <summary>A submodule of a model's network.</summary>
/// <param name="Name">Also the property's name.</param>
/// <param name="Type">The type's own name.</param>
/// <param name="Summary">What it is of.</param>
/// <param name="Arguments">What follows the name in the call of the constructor.</param>
internal sealed record Submodule(string Name, string Type, string Summary, IReadOnlyList<string> Arguments);
