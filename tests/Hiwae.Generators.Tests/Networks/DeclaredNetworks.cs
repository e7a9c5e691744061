using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Hiwae.Generators.Tests.Harness;

namespace Hiwae.Generators.Tests.Networks;

/// <summary>Networks to test with.</summary>
internal static class DeclaredNetworks
{
    public const string Usings = "using Hiwae;\n\n";

    /// <summary>From an image to a vector.</summary>
    public const string Encoder = Usings + """
        namespace Declared;

        [Network(Activation = Activation.Elu, WeightNorm = true)]
        [Conv(16, Stride = 2, Padding = 1), Conv(32, Stride = 2, Padding = 1), Flatten, Dense(100)]
        public sealed partial record Encoder;
        """;

    /// <summary>From a vector to an image.</summary>
    public const string Decoder = Usings + """
        namespace Declared;

        [Network(Activation = Activation.Elu, Residual = true)]
        [Dense(32 * 4 * 4), Unflatten(32, 4, 4), Upsample, Crop(7, 7), Conv(1, Padding = 1)]
        public sealed partial record Decoder;
        """;

    /// <summary>The network that a type of some code declares.</summary>
    public static NetworkDeclaration Parse(string code, string type) =>
        NetworkParser.Parse(Compilations.Of(code).GetTypeByMetadataName(type)!, CancellationToken.None)!;

    /// <summary>A network with an attribute and layers of its own.</summary>
    public static NetworkDeclaration Of(string layers, string options = "") =>
        Parse($"{Usings}[Network{options}]\n[{layers}]\npublic partial record N;", "N");
}
