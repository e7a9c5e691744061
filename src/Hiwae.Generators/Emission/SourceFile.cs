namespace Hiwae.Generators.Emission;

/// <summary>An emitted file.</summary>
/// <param name="Name">Unique in the compilation.</param>
/// <param name="Text">The code.</param>
internal sealed record SourceFile(string Name, string Text);
