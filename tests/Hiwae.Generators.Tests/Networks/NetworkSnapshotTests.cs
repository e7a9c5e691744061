using Hiwae.Generators.Tests.Harness;

namespace Hiwae.Generators.Tests.Networks;

public class NetworkSnapshotTests
{
    private const string EveryLayer = """
        using Hiwae;

        namespace Declared;

        /// <summary>Every kind of layer, and every option.</summary>
        [Network(Activation = Activation.Elu, WeightNorm = true)]
        [Dropout(0.2), Dense(200, Conditioned = true), BatchNorm(Activation = Activation.Relu), Dense(64 * 4 * 4, Residual = true, WeightNorm = false)]
        [Unflatten(64, 4, 4), LayerNorm, Upsample, Crop(7, 7), Conv(32, Kernel = 5, Padding = 2, Activation = Activation.Silu)]
        [Upsample(4, Mode = Interpolation.Bilinear), Dropout, Conv(16, Stride = 2), Flatten, Unflatten(1, 52, 52)]
        [Conv(1, Padding = 1, Residual = true, Conditioned = true)]
        public sealed partial record EveryLayer;
        """;

    [Theory]
    [InlineData("Encoder", DeclaredNetworks.Encoder)]
    [InlineData("EveryLayer", EveryLayer)]
    public void The_emitted_network_is_the_approved_one(string name, string code) =>
        Snapshot.Matches(Generation.Run(code).File($"Declared.{name}-network"), name);
}
