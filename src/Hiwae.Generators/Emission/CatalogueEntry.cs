namespace Hiwae.Generators.Emission;

/// <summary>A model in the catalogue.</summary>
/// <param name="Name">The name on the command line, which the catalogue is sorted by.</param>
/// <param name="GlobalName">The record's global name.</param>
internal sealed record CatalogueEntry(string Name, string GlobalName);
