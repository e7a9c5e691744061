using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

/// <summary>Gradients against central differences along a random direction, in double precision.</summary>
public sealed class NetGradientTests
{
    private const double Step = 1e-6;

    [Fact]
    public void Gradients_of_parameters_parents_and_context_are_limits_of_differences() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var example = RandomNet.Of(seed, smooth: true);
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        using var net = example.Network(noise);
        foreach (var parameter in net.parameters())
        {
            using var constant = no_grad();
            parameter.add_(noise.Normal(parameter.shape) * 0.3);
        }

        var (parents, context) = example.Data(noise);
        Tensor[] data = context is null ? parents : [.. parents, context];
        foreach (var tensor in data)
            tensor.requires_grad = true;
        var weights = Output(net, example, parents, context).detach().cos() + 0.5;
        Tensor Loss()
        {
            var output = Output(net, example, parents, context);
            return ((output * weights) + (0.1 * output.square())).sum();
        }

        Loss().backward();
        foreach (var (name, tensor) in net.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(data.Select((t, i) => ($"input {i}", t))))
        {
            using var inner = NewDisposeScope();
            var direction = noise.Normal(tensor.shape);
            var slope = tensor.grad is { } gradient ? (gradient * direction).sum().ToDouble() : 0;
            var difference = (Along(tensor, direction * Step, Loss) - Along(tensor, direction * -Step, Loss)) / (2 * Step);
            Assert.True(Math.Abs(slope - difference) < 1e-5 * (1 + Math.Abs(difference)), $"{name}: {slope} against {difference} for {example}");
        }
    }, tests: 120);

    private static Tensor Output(Net net, RandomNet example, Tensor[] parents, Tensor? context)
    {
        // The same noise each time: what is dropped stays the same.
        var noise = Noise.FromSeed(example.Seed, dtype: ScalarType.Float64);
        return example.Heads == 1 ? net.Raw(parents, context, noise) : net.AllHeads(parents, context, noise);
    }

    private static double Along(Tensor tensor, Tensor change, Func<Tensor> loss)
    {
        using var constant = no_grad();
        var before = tensor.clone();
        tensor.add_(change);
        var value = loss().ToDouble();
        tensor.copy_(before);
        return value;
    }
}
