namespace Hiwae.Models.Tests;

internal static class Catalogue
{
    public static IReadOnlyList<ModelEntry> Models => DeclaredModels.All;

    /// <summary>Those of images.</summary>
    public static IEnumerable<ModelEntry> OfImages => Models.Where(m => m.Description.Observed.Any());

    /// <summary>Those of densities on the plane.</summary>
    public static IEnumerable<ModelEntry> Toys => Models.Where(m => !m.Description.Observed.Any());

    public static ModelEntry Find(string name) => Models.Single(m => m.Description.Name == name);
}
