using System.Globalization;
using Hiwae.Generators.Tests.Harness;

namespace Hiwae.Generators.Tests.Networks;

public class NetworkCultureTests
{
    private const string Broken = """

        [Network, Dense(-12345), Dropout(-1.5), Conv(3, Padding = -1)]
        public partial record Negative;

        [Network, Crop(2, 3), Conv(3, Kernel = 12345)]
        public partial record Small;

        [Network, Unflatten(1, 2, 3), Flatten, Unflatten(1, 2, 4), Dropout(0.00001)]
        public partial record Misfit;

        [Network, Dense(6), Unflatten(1, 2, 3), Dropout(0.00001)]
        public partial record Whole;
        """;

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("sv-SE")]
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

    private static IReadOnlyList<string> Everything()
    {
        var generation = Generation.Run(DeclaredNetworks.Encoder, DeclaredNetworks.Usings + Broken);
        var diagnostics = Analysis.Of(generation);
        Assert.Equal(5, diagnostics.Length);
        Assert.Equal(2, generation.Result.GeneratedSources.Length);
        return
        [
            .. generation.Result.GeneratedSources.Select(source => source.HintName + source.SourceText),
            .. diagnostics.Select(diagnostic => diagnostic.Id + diagnostic.GetMessage(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal),
        ];
    }
}
