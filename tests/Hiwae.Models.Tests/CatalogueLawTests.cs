using Hiwae.Laws.Tests;

namespace Hiwae.Models.Tests;

/// <summary>Every model that comes with Hiwae satisfies the laws of each realisation, the deepest at the largest parameters too.</summary>
public sealed class CatalogueLawTests
{
    public static TheoryData<string> Models => [.. Catalogue.Models.Select(m => m.Description.Name)];

    [Theory, MemberData(nameof(Models))]
    public void Every_realisation_satisfies_the_laws(string model) => Catalogue.Find(model).Accept(new PerRealisation());
}
