using Hiwae.Networks;
using static TorchSharp.torch;

namespace Hiwae.Runtime.Tests.Networks;

public class ActivationGradientTests
{
    public static TheoryData<Activation> All => [.. Enum.GetValues<Activation>()];

    /// <summary>Behind distinct heads the gradient that comes to an activation is a transposed view.</summary>
    [Theory, MemberData(nameof(All))]
    public void A_gradient_does_not_depend_on_how_the_one_that_comes_in_lies_in_memory(Activation activation)
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        var values = noise.Normal(3, 5, 40);
        var weights = noise.Normal(5, 40, 7);

        var expected = Gradient(activation, values, output => output.unsqueeze(2).matmul(weights.unsqueeze(0)).squeeze(2));
        for (var round = 0; round < 5; round++)
        {
            Litter();
            var gradient = Gradient(activation, values, output => output.transpose(0, 1).matmul(weights).transpose(0, 1));
            Assert.True(gradient.allclose(expected, 1e-4, 1e-4));
        }
    }

    private static Tensor Gradient(Activation activation, Tensor values, Func<Tensor, Tensor> product)
    {
        var input = values.clone().requires_grad_();
        product(Activations.Apply(input, activation)).square().sum([0, 1, 2]).backward();
        return input.grad!;
    }

    /// <summary>Memory that is used next without being written to first holds no numbers.</summary>
    private static void Litter()
    {
        using var scope = NewDisposeScope();
        for (var size = 100; size < 1000; size++)
            _ = full([size], double.NaN);
    }
}
