using System.Globalization;
using Hiwae.Generators.Tests.Declared;
using Hiwae.Generators.Tests.Harness;

namespace Hiwae.Generators.Tests;

public class CultureTests
{
    private const string Broken = """
        using Hiwae;
        using static TorchSharp.torch;

        [Model(Samples = -12345)]
        public sealed partial record Infinite(
            [Shape(-1234), P<Bernoulli>("ı")] Tensor Item,
            [Shape(50000000, 50000000), P<Normal>, Q<Normal>(nameof(Item), Hidden = [-7])] Tensor Index);
        """;

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Neither_code_nor_diagnostics_depend_on_the_culture(string culture)
    {
        var expected = Everything();
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Assert.Equal(expected, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<string> Everything()
    {
        var named = Examples.Vae.Replace("Vae(", "ImplicitVIAE(").Replace("Tensor Z", "Tensor IZ").Replace("nameof(Z)", "nameof(IZ)");
        var generation = Generation.Run([.. Examples.All.Values, named, Broken]);
        var diagnostics = Analysis.Of(generation);
        Assert.NotEmpty(diagnostics);
        return
        [
            .. generation.Result.GeneratedSources.Select(source => source.HintName + source.SourceText),
            .. diagnostics.Select(diagnostic => diagnostic.Id + diagnostic.GetMessage(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal),
        ];
    }
}
