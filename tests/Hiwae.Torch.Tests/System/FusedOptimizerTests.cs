using Hiwae.Runtime.Tests;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>The native passes after backpropagation against the operators that they stand for.</summary>
public class FusedOptimizerTests
{
    private static readonly long[][] Shapes = [[], [1], [7], [3, 5], [16, 9], [0, 4], [2, 3, 4], [130, 257], [40_000]];
    private static readonly float[] Scales = [1, 1e-3f, 1e-15f, 1e-30f, 1e10f, 1e30f, 0, float.NaN];

    /// <summary>How a parameter's gradient lies in memory; none at all is one of the ways.</summary>
    private enum Layout
    {
        Dense,
        Missing,
        Strided,
    }

    private sealed record Options(double Rate, double Beta1, double Beta2, double Eps, double Decay, bool Amsgrad, bool Maximize);

    [Fact]
    public void Adam_in_one_pass_is_Adam_by_operators() => Property.Holds(
        Property.Seeds,
        seed =>
        {
            using var scope = NewDisposeScope();
            var random = new Random(seed);
            var options = new Options(
                Pick(random, 1e-3, 0.1), Pick(random, 0.0, 0.9), Pick(random, 0.9, 0.999), Pick(random, 1e-8, 1e-4), Pick(random, 0.0, 0.05),
                random.Next(2) == 0, random.Next(2) == 0);
            var shapes = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Shapes[random.Next(Shapes.Length)]).ToArray();
            var strided = random.Next(4) == 0;
            var steps = random.Next(1, 5);
            var (fused, wasFused) = Run(seed, options, shapes, strided, steps);
            var (expected, wasComposite) = Fused.Without(() => Run(seed, options, shapes, strided, steps));
            Assert.False(wasComposite);
            Assert.True(wasFused || strided);
            for (var i = 0; i < expected.Length; i++)
                AssertClose(expected[i], fused[i], $"{options}, tensor {i}");
        },
        tests: 100);

    [Fact]
    public void Parameters_that_threads_share_come_out_the_same()
    {
        using var scope = NewDisposeScope();
        long[][] shapes = [[1100, 1000], [3]];
        var options = new Options(1e-3, 0.9, 0.999, 1e-8, 0, Amsgrad: false, Maximize: false);
        var (fused, wasFused) = Run(3, options, shapes, strided: false, steps: 2);
        var (expected, _) = Fused.Without(() => Run(3, options, shapes, strided: false, steps: 2));
        Assert.True(wasFused);
        foreach (var (one, other) in expected.Zip(fused))
            AssertClose(one, other, "tensor");

        var parameter = WithGradient(new Generator(1), shapes[0], Layout.Dense, 1);
        var norm = parameter.grad!.to_type(float64).norm().ToDouble();
        var before = parameter.grad!.clone();
        Approximately.Equal(norm, nn.utils.clip_grad_norm_([parameter], 1), 1e-9);
        AssertClose(before / norm, parameter.grad!, "gradient");
    }

    [Fact]
    public void A_parameter_without_a_gradient_is_left_alone()
    {
        using var scope = NewDisposeScope();
        var (idle, busy) = (new Parameter(ones(3)), new Parameter(ones(3)));
        using var adam = optim.Adam([idle, busy], 0.1);
        busy.grad = ones(3);
        adam.step();
        Assert.True(adam.IsFused);
        Assert.True(idle.Equals(ones(3)));
        Approximately.Equal([0.9, 0.9, 0.9], busy, 1e-5);
        Assert.Equal([0L, 1L], adam.state_dict().State.Cast<Adam.State>().Select(state => state.step));
    }

    [Fact]
    public void Other_element_types_and_shared_memory_take_the_operators()
    {
        using var scope = NewDisposeScope();
        var wide = new Parameter(ones(3, dtype: float64));
        using var adam = optim.Adam([wide], 0.1);
        wide.grad = ones(3, dtype: float64);
        adam.step();
        Assert.False(adam.IsFused);
        Approximately.Equal([0.9, 0.9, 0.9], wide, 1e-7);

        var (a, b) = (new Parameter(zeros(2)), new Parameter(zeros(2)));
        var shared = tensor([3f, 4f]);
        (a.grad, b.grad) = (shared, shared);
        Approximately.Equal(Math.Sqrt(50), nn.utils.clip_grad_norm_([a, b], 1), 1e-6);
        Approximately.Equal([3 / 50.0, 4 / 50.0], shared, 1e-5);
    }

    [Fact]
    public void Backpropagation_notices_that_parameters_were_changed()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(ones(3));
        using var adam = optim.Adam([parameter], 0.1);
        var loss = parameter.square().sum();
        parameter.grad = ones(3);
        adam.step();
        Assert.Contains("modified by an inplace operation", Assert.Throws<System.Runtime.InteropServices.ExternalException>(loss.backward).Message);
    }

    [Fact]
    public void The_norm_of_gradients_in_one_pass_is_that_by_operators() => Property.Holds(
        Property.Seeds,
        seed =>
        {
            using var scope = NewDisposeScope();
            var random = new Random(seed);
            var shapes = Enumerable.Range(0, random.Next(0, 6)).Select(_ => Shapes[random.Next(Shapes.Length)]).ToArray();
            var layouts = shapes.Select(_ => (Layout)random.Next(3)).ToArray();
            // Beyond these the operators' norm in 32 bits is infinite or zero.
            var scale = Pick(random, 1f, 1e-3f, 1e10f, 0f);
            var limit = Pick(random, 1e-3, 1.0, 1e6, 1e20);
            Parameter[] Make() => [.. shapes.Select((shape, i) => WithGradient(new Generator((ulong)(seed + i)), shape, layouts[i], scale))];
            var (fused, composite) = (Make(), Make());
            var expected = Fused.Without(() => nn.utils.clip_grad_norm_(composite, limit));
            Approximately.Equal(1, (nn.utils.clip_grad_norm_(fused, limit) + 1e-30) / (expected + 1e-30), 1e-5);
            foreach (var (one, other) in composite.Zip(fused))
            {
                Assert.Equal(one.grad is null, other.grad is null);
                if (one.grad is { } gradient)
                    AssertClose(gradient, other.grad!, "gradient");
            }
        },
        tests: 100);

    [Theory, InlineData(1e30f), InlineData(1e-30f)]
    public void The_norm_has_the_range_of_the_elements(float element)
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(zeros(10_000));
        parameter.grad = full(10_000, element);
        Approximately.Equal(1, nn.utils.clip_grad_norm_([parameter], 5) / (100.0 * element), 1e-5);
        var clipped = element > 1 ? 5 / 100f : element;
        Approximately.Equal(1, parameter.grad!.max().ToSingle() / clipped, 1e-5);
    }

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static Parameter WithGradient(Generator generator, long[] shape, Layout layout, float scale)
    {
        var parameter = new Parameter(randn(shape, generator: generator));
        SetGradient(parameter, generator, layout, scale);
        return parameter;
    }

    private static void SetGradient(Parameter parameter, Generator generator, Layout layout, float scale)
    {
        var shape = parameter.shape;
        parameter.grad = layout switch
        {
            Layout.Missing => null,
            Layout.Strided => randn([.. shape, 2], generator: generator).mul(scale).select(-1, 0),
            _ => randn(shape, generator: generator).mul(scale),
        };
    }

    // Parameters and moments after some steps, and whether the last of them was one pass.
    private static (Tensor[], bool) Run(int seed, Options options, long[][] shapes, bool strided, int steps)
    {
        var random = new Random(seed);
        var generator = new Generator((ulong)seed);
        var parameters = shapes.Select(shape => new Parameter(randn(shape, generator: generator))).ToArray();
        using var adam = optim.Adam(parameters, options.Rate, options.Beta1, options.Beta2, options.Eps, options.Decay, options.Amsgrad, options.Maximize);
        for (var step = 0; step < steps; step++)
        {
            foreach (var parameter in parameters)
            {
                var layout = random.Next(5) == 0 ? Layout.Missing : strided ? Layout.Strided : Layout.Dense;
                SetGradient(parameter, generator, layout, Scales[random.Next(Scales.Length)]);
            }
            adam.step();
        }
        var states = adam.state_dict().State.Cast<Adam.State>();
        Tensor?[] all = [.. parameters, .. states.SelectMany(state => new[] { state.exp_avg, state.exp_avg_sq, state.max_exp_avg_sq })];
        return ([.. all.OfType<Tensor>().Select(tensor => tensor.detach().clone())], adam.IsFused);
    }

    // To rounding, relative to the largest element: sums cancel. What is infinite or not a number is so in both.
    private static void AssertClose(Tensor expected, Tensor actual, string what)
    {
        Assert.Equal(expected.shape, actual.shape);
        if (expected.numel() == 0)
            return;
        var (one, other) = (expected.detach().reshape(-1).to_type(float64), actual.detach().reshape(-1).to_type(float64));
        var finite = one.isfinite();
        Assert.True(one.masked_fill(finite, 0).nan_to_num(1, 2, 3).Equals(other.masked_fill(finite, 0).nan_to_num(1, 2, 3)), what);
        var (left, right) = (one.masked_fill(finite.logical_not(), 0), other.masked_fill(finite.logical_not(), 0));
        var error = (left - right).abs().max().ToDouble();
        Assert.True(error <= (2e-6 * left.abs().max().ToDouble()) + 1e-37, $"{what}: off by {error:R} of {left.abs().max().ToDouble():R}");
    }
}
