using Hiwae.Checkpoints;
using Hiwae.Networks;
using Hiwae.Runtime.Tests.Data;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class NetCheckpointTests
{
    [Fact]
    public void A_network_comes_back_from_a_file_as_it_was() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var folder = new TemporaryFolder();
        var example = RandomNet.Of(seed);
        var noise = Noise.FromSeed(seed);
        using var net = example.Network(noise);
        NetTests.Randomise(net, noise);
        using var other = example.Network(noise);
        if (net.state_dict().Count == 0)
            return;
        var path = Path.Combine(folder.Path, "net.safetensors");
        Safetensors.Write(path, net.state_dict());
        other.load_state_dict(Safetensors.Read(path).ToDictionary());
        var (parents, context) = example.Data(noise);
        net.eval();
        other.eval();
        Tensor Output(Net one) => example.Heads == 1 ? one.Raw(parents, context) : one.AllHeads(parents, context);
        Assert.True(Output(net).Equals(Output(other)), example.ToString());
    }, tests: 30);
}
