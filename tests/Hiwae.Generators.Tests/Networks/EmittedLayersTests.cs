using System.Collections.Immutable;
using System.Reflection;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Tests.Harness;
using Hiwae.Networks;

namespace Hiwae.Generators.Tests.Networks;

public class EmittedLayersTests
{
    [Fact]
    public void The_layers_that_run_are_those_that_were_written()
    {
        RandomNetwork[] networks = [.. Enumerable.Range(0, 200).Select(RandomNetwork.Of).Where(network => NetworkChecks.IsValid(network.Declaration))];

        var assembly = Loaded(networks.Select((network, i) => NetworkCode.Of(network, $"N{i}")));

        Assert.InRange(networks.Length, 50, 199);
        for (var i = 0; i < networks.Length; i++)
            Assert.Equal(networks[i].Layers.AsEnumerable(), Layers(assembly, $"Declared.N{i}"));
    }

    [Fact]
    public void A_network_fills_in_what_its_layers_leave_out()
    {
        var assembly = Loaded([DeclaredNetworks.Decoder]);

        Assert.Equal(
            [
                new Layer.Dense(512, Activation.Elu, Residual: true),
                new Layer.Unflatten(32, 4, 4),
                new Layer.Upsample(2, Interpolation.Nearest),
                new Layer.Crop(7, 7),
                new Layer.Conv(1, 3, 1, 1, Activation.Identity, Residual: true, Inner: Activation.Elu),
            ],
            Layers(assembly, "Declared.Decoder"));
    }

    private static IEnumerable<Layer> Layers(Assembly assembly, string network) =>
        (ImmutableArray<Layer>)assembly.GetType(network)!.GetProperty("Layers")!.GetValue(null)!;

    private static Assembly Loaded(IEnumerable<string> sources)
    {
        using var stream = new MemoryStream();
        Assert.True(Generation.Run(sources).Output.Emit(stream).Success);
        return Assembly.Load(stream.ToArray());
    }
}
