namespace Hiwae.Generators.Declarations;

/// <summary>A type that is named as a network.</summary>
/// <param name="Name">The type's own name.</param>
/// <param name="GlobalName">The name that nothing in scope can change the meaning of.</param>
/// <param name="Network">Its declaration; null where the type is no network.</param>
/// <param name="IsUnmarked">Whether it has layers, in this project, but no network attribute.</param>
internal sealed record NetworkReference(string Name, string GlobalName, NetworkDeclaration? Network, bool IsUnmarked = false);
