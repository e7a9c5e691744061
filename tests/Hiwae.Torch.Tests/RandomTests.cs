using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>Generators: the same seed, the same numbers.</summary>
public class RandomTests
{
    private static readonly Dictionary<string, Func<Generator, Tensor>> Draws = new()
    {
        ["randn"] = g => randn(100, generator: g),
        ["rand"] = g => rand([10, 10], float64, generator: g),
        ["randint"] = g => randint(0, 1000, [100], generator: g),
        ["randperm"] = g => randperm(100, generator: g),
        ["bernoulli"] = g => full(100, 0.5).bernoulli(g),
        ["bernoulli_"] = g => empty(100).bernoulli_(0.5, g),
        ["normal_"] = g => empty(100).normal_(1, 2, g),
        ["uniform_"] = g => empty(100).uniform_(1, 2, g),
        ["exponential_"] = g => empty(100).exponential_(1, g),
        ["multinomial"] = g => ones(10).multinomial(50, true, g),
        ["poisson"] = g => full(100, 3.0).poisson(g),
        ["normal"] = g => normal(zeros(100), ones(100), g),
        ["_standard_gamma"] = g => _standard_gamma(full(100, 1.5), g),
    };

    public static TheoryData<string> Names => [.. Draws.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_seed_decides_what_is_drawn(string name)
    {
        using var scope = NewDisposeScope();
        using var first = new Generator(5);
        using var second = new Generator(5);
        using var other = new Generator(6);
        var drawn = Draws[name](first);
        Assert.True(drawn.Equals(Draws[name](second)));
        Assert.False(drawn.Equals(Draws[name](other)));
        Assert.False(drawn.Equals(Draws[name](first)));
    }

    /// <summary>
    /// The mean of a standard gamma variable is its concentration α, so the mean of the derivatives is 1; that of each draw is
    /// −(∂F/∂α) / f, here by central differences of the regularised incomplete gamma function. The z statistics stay below 4.9:
    /// false-alarm rate 1e-6 each.
    /// </summary>
    [Theory, InlineData(0.3), InlineData(1.0), InlineData(40.0)]
    public void Standard_gamma_draws_are_differentiable_in_the_concentration(double concentration)
    {
        using var scope = NewDisposeScope();
        const int Draws = 50_000;
        var alpha = full(Draws, concentration, dtype: float64).requires_grad_();
        var drawn = _standard_gamma(alpha, new Generator(3));
        drawn.sum().backward();
        var gradient = alpha.grad!;
        Assert.InRange((drawn.mean().item<double>() - concentration) * Math.Sqrt(Draws / concentration), -4.9, 4.9);
        // The derivative is a rational approximation, good to half a thousandth.
        Assert.InRange(gradient.mean().item<double>() - 1, -0.001 - (4.9 * Deviation(gradient)), 0.001 + (4.9 * Deviation(gradient)));

        const double Step = 1e-4;
        using var quiet = no_grad();
        var slope = (special.gammainc(alpha + Step, drawn) - special.gammainc(alpha - Step, drawn)) / (2 * Step);
        var logDensity = ((alpha - 1) * drawn.log()) - drawn - alpha.lgamma();
        var difference = ((slope.neg() / logDensity.exp()) - gradient).abs();
        var inside = drawn.gt(0.01).logical_and((drawn - alpha).abs().lt(3 * alpha.sqrt()));
        Assert.True(inside.sum().item<long>() > Draws / 2);
        Assert.True((difference / gradient.abs())[inside].max().item<double>() < 2e-3);
    }

    private static double Deviation(Tensor values) => values.std().item<double>() / Math.Sqrt(values.numel());

    [Fact]
    public void State_can_be_kept_and_restored()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var state = generator.get_state();
        var drawn = randn(10, generator: generator);
        generator.set_state(state);
        Assert.True(drawn.Equals(randn(10, generator: generator)));
        generator.manual_seed(9);
        Assert.Equal(9, generator.initial_seed());
    }

    [Fact]
    public void The_default_generator_can_be_seeded()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var drawn = randn(10);
        manual_seed(3);
        Assert.True(drawn.Equals(randn(10)));
    }

    [Fact]
    public void One_thread_gives_the_same_bits_every_time()
    {
        var threads = get_num_threads();
        set_num_threads(1);
        try
        {
            float[] Train()
            {
                using var scope = NewDisposeScope();
                manual_seed(1);
                using var net = nn.Sequential(nn.Linear(100, 64), nn.Tanh(), nn.Linear(64, 10));
                using var optimizer = optim.Adam(net.parameters());
                for (var step = 0; step < 5; step++)
                {
                    optimizer.zero_grad();
                    net.call(randn(200, 100)).logsumexp(1).sum().backward();
                    optimizer.step();
                }
                return nn.utils.parameters_to_vector(net.parameters()).data<float>().ToArray();
            }
            Assert.Equal(Train(), Train());
        }
        finally
        {
            set_num_threads(threads);
        }
    }
}
