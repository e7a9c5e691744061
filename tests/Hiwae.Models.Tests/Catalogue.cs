namespace Hiwae.Models.Tests;

internal static class Catalogue
{
    public static IReadOnlyList<ModelEntry> Models => DeclaredModels.All;

    public static ModelEntry Find(string name) => Models.Single(m => m.Description.Name == name);
}
