using Hiwae.Compilation.Lanes;
using Hiwae.Training;
using TorchSharp.Modules;
using Adam = Hiwae.Training.Adam;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>Adam and the limit of the gradient's norm against those of TorchSharp.</summary>
public sealed class AdamTests
{
    private static readonly long[][] Shapes = [[], [1], [7], [3, 5], [16, 9], [0, 4], [2, 3, 4], [130, 257], [40_000]];
    private static readonly float[] Scales = [1, 1e-3f, 1e-15f, 1e-30f, 1e10f, 1e30f, 0, float.NaN];

    /// <summary>How a parameter's gradient lies in memory; none at all is one of the ways.</summary>
    private enum Kind
    {
        Dense,
        Missing,
        Strided,
    }

    public static TheoryData<int> Widths => [.. VectorWidths.Supported.Select(width => (int)width)];

    [Theory, MemberData(nameof(Widths))]
    public void Steps_are_those_of_TorchSharp(int width) => Property.Holds(
        Property.Seeds,
        seed =>
        {
            using var scope = NewDisposeScope();
            var random = new Random(seed);
            var isAmsGrad = random.Next(2) == 0;
            var shapes = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Shapes[random.Next(Shapes.Length)]).ToArray();
            Parameter[] Make() => [.. shapes.Select((shape, i) => new Parameter(Noise.FromSeed(seed + i).Normal(shape)))];
            var (ours, theirs) = (Make(), Make());
            using var mine = new Adam(ours, 1e-3, isAmsGrad, (VectorWidth)width);
            using var reference = optim.Adam(theirs, 1e-3, amsgrad: isAmsGrad);
            for (var step = 0; step < 4; step++)
            {
                mine.Rate = Pick(random, 1e-3, 0.1);
                foreach (var group in reference.ParamGroups)
                    group.LearningRate = mine.Rate;
                foreach (var (one, other) in ours.Zip(theirs))
                    (one.grad, other.grad) = Gradients(random, one.shape);
                mine.Step();
                reference.step();
            }

            foreach (var (one, other) in ours.Zip(theirs))
                AssertClose(other, one, $"{isAmsGrad}, [{string.Join(", ", one.shape)}]");
        },
        tests: 60);

    [Fact]
    public void Each_number_of_a_parameter_that_threads_share_is_moved_once()
    {
        using var scope = NewDisposeScope();
        var threads = get_num_threads();
        Tensor Moved(int count)
        {
            set_num_threads(count);
            var parameters = new[] { new Parameter(Noise.FromSeed(1).Normal(700, 1001)), new Parameter(Noise.FromSeed(2).Normal(3)) };
            foreach (var parameter in parameters)
                parameter.grad = Noise.FromSeed(3).Normal(parameter.shape);
            using var adam = new Adam(parameters, 0.1);
            adam.Step();
            return cat([.. parameters.Select(parameter => parameter.detach().flatten())]);
        }

        try
        {
            var alone = Moved(1);
            Assert.All(new[] { 2, 3 }, count => Assert.True(alone.Equals(Moved(count))));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays_and_its_steps_are_not_counted()
    {
        using var scope = NewDisposeScope();
        var (idle, busy) = (new Parameter(ones(3)), new Parameter(ones(3)));
        using var adam = new Adam([idle, busy], 0.1);
        busy.grad = ones(3);
        adam.Step();
        Assert.True(idle.Equals(ones(3)));
        Assert.True((busy - 0.9).abs().lt(1e-6).all().ToBoolean());
        Assert.Equal([0L, 1L], adam.Steps.ToArray());
    }

    [Fact]
    public void Other_element_types_and_layouts_are_moved_too()
    {
        using var scope = NewDisposeScope();
        var parameters = new[] { new Parameter(ones(3, dtype: ScalarType.Float64)), new Parameter(ones(2, 3).t()), new Parameter(ones(4)) };
        foreach (var parameter in parameters)
            parameter.grad = ones_like(parameter);
        using var adam = new Adam(parameters, 0.1) { Rate = 0.2 };
        adam.Step();
        Assert.All(parameters, parameter => Assert.True((parameter - 0.8).abs().lt(1e-6).all().ToBoolean()));
    }

    /// <summary>The rule by hand in 64 bits, against the pass over floats in vectors of any width and against operators on tensors.</summary>
    [Theory, MemberData(nameof(Rules))]
    public void Other_decays_and_epsilons_are_those_of_the_rule(double beta1, double beta2, double epsilon, bool isAmsGrad)
    {
        using var scope = NewDisposeScope();
        const double rate = 0.05;
        double[][] gradients = [[0.3, -2, 1e-4, 0], [-0.1, 5, 2e-4, 0], [0.7, 0.5, -1e-4, 0]];
        double[] expected = [1, 1, 1, 1];
        var (means, squares, largest) = (new double[4], new double[4], new double[4]);
        foreach (var (t, gradient) in gradients.Index())
        {
            for (var i = 0; i < 4; i++)
            {
                means[i] = (beta1 * means[i]) + ((1 - beta1) * gradient[i]);
                squares[i] = (beta2 * squares[i]) + ((1 - beta2) * gradient[i] * gradient[i]);
                largest[i] = Math.Max(largest[i], squares[i]);
                var root = Math.Sqrt(isAmsGrad ? largest[i] : squares[i]) / Math.Sqrt(1 - Math.Pow(beta2, t + 1));
                expected[i] -= rate * means[i] / (1 - Math.Pow(beta1, t + 1)) / (root + epsilon);
            }
        }

        Adam[] all =
        [
            .. VectorWidths.Supported.Select(width => new Adam([new Parameter(ones(4))], rate, isAmsGrad, width, beta1, beta2, epsilon)),
            new Adam([new Parameter(ones(4, dtype: ScalarType.Float64))], rate, isAmsGrad, beta1, beta2, epsilon),
        ];
        foreach (var adam in all)
        {
            using var own = adam;
            Assert.Equal((beta1, beta2, epsilon), (adam.Beta1, adam.Beta2, adam.Epsilon));
            var parameter = adam.Parameters[0];
            foreach (var gradient in gradients)
            {
                parameter.grad = tensor(gradient).to_type(parameter.dtype);
                adam.Step();
            }

            var found = parameter.detach().to_type(ScalarType.Float64).data<double>().ToArray();
            for (var i = 0; i < 4; i++)
                Assert.Equal(expected[i], found[i], 1e-5);
        }
    }

    public static TheoryData<double, double, double, bool> Rules => new()
    {
        { 0.9, 0.999, 1e-8, false },
        { 0.9, 0.999, 1e-4, false },
        { 0.5, 0.9, 0.01, false },
        { 0, 0, 1, false },
        { 0.8, 0.99, 1e-4, true },
    };

    [Theory]
    [InlineData(1, 0.999, 1e-8, "Adam's β₁ is 1; it is the decay of the first moments, and must be at least 0 and less than 1.")]
    [InlineData(0.9, -0.1, 1e-8, "Adam's β₂ is -0.1; it is the decay of the second moments")]
    [InlineData(0.9, double.NaN, 1e-8, "Adam's β₂ is NaN")]
    [InlineData(0.9, 0.999, 0, "Adam's ε is 0; it must be from 1E-30 to 1, such as 1E-08.")]
    public void Numbers_out_of_range_are_named(double beta1, double beta2, double epsilon, string expected)
    {
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new Adam([], 0.1, false, beta1, beta2, epsilon)).Message);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new TrainingOptions { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon }.Check()).Message);
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind_and_allocates_little()
    {
        using var scope = NewDisposeScope();
        var parameters = Enumerable.Range(0, 10).Select(_ => new Parameter(ones(1000))).ToArray();
        foreach (var parameter in parameters)
            parameter.grad = ones_like(parameter);
        using var adam = new Adam(parameters, 0.1);
        adam.Step();
        var (tensors, bytes) = (Tensor.TotalCount, GC.GetAllocatedBytesForCurrentThread());
        for (var step = 0; step < 100; step++)
            adam.Step();
        Assert.Equal(tensors, Tensor.TotalCount);

        // What TorchSharp makes for each gradient that is asked for, and nothing that grows with the numbers.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - bytes) / 100 / parameters.Length, 0, 400);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Norms_are_limited_as_TorchSharp_limits_them(int width) => Property.Holds(
        Property.Seeds,
        seed =>
        {
            using var scope = NewDisposeScope();
            var random = new Random(seed);
            var (ours, theirs) = (new List<Parameter>(), new List<Parameter>());
            for (var count = random.Next(6); count > 0; count--)
            {
                var shape = Shapes[random.Next(Shapes.Length)];
                ours.Add(new(zeros(shape)));
                theirs.Add(new(zeros(shape)));
                // Beyond these the reference's norm in 32 bits is infinite or zero.
                (ours[^1].grad, theirs[^1].grad) = Gradients(random, shape, Pick(random, 1, 1e-3f, 1e10f, 0));
            }

            var limit = Pick(random, 1e-3, 1.0, 1e6, 1e20);
            var norm = theirs.All(parameter => parameter.grad is null) ? 0 : nn.utils.clip_grad_norm_(theirs, limit);
            Assert.Equal(norm, GradientNorm.Clip([.. ours], limit, (VectorWidth)width), 1e-5 * norm);
            foreach (var (one, other) in ours.Zip(theirs))
            {
                Assert.Equal(other.grad is null, one.grad is null);
                if (other.grad is { } gradient)
                    AssertClose(gradient, one.grad!, "gradient");
            }
        },
        tests: 60);

    [Theory, InlineData(1e30f), InlineData(1e-30f), InlineData(1f)]
    public void The_norm_has_the_range_and_the_precision_of_the_elements(float element)
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(zeros(1_000_003));
        parameter.grad = full(1_000_003, element);
        var norm = Math.Sqrt(1_000_003) * element;
        Assert.Equal(norm, GradientNorm.Clip([parameter], 5), 1e-6 * norm);
        Assert.Equal(Math.Min(1, 5 / norm) * element, parameter.grad!.max().ToDouble(), 1e-6 * element);
    }

    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity)]
    public void What_is_not_finite_stays_so(float element)
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(zeros(40));
        parameter.grad = ones(40);
        parameter.grad![7] = element;
        Assert.Equal((double)element, GradientNorm.Clip([parameter], 5));
        Assert.Equal((double)element, parameter.grad![7].ToDouble());
        Assert.Equal(1, parameter.grad![8].ToDouble());

        // Adam takes it, and says so.
        using var adam = new Adam([parameter], 1e-3);
        Assert.False(adam.Step());
        parameter.grad = ones(40);
        Assert.True(adam.Step());
    }

    private static T Pick<T>(Random random, params ReadOnlySpan<T> values) => values[random.Next(values.Length)];

    private static (Tensor?, Tensor?) Gradients(Random random, long[] shape) => Gradients(random, shape, Scales[random.Next(Scales.Length)]);

    private static (Tensor?, Tensor?) Gradients(Random random, long[] shape, float scale)
    {
        var (kind, seed) = ((Kind)random.Next(3), random.Next());
        Tensor? Make() => kind switch
        {
            Kind.Missing => null,
            Kind.Strided => Noise.FromSeed(seed).Normal([.. shape, 2]).mul(scale).select(-1, 0),
            _ => Noise.FromSeed(seed).Normal(shape).mul(scale),
        };
        return (Make(), Make());
    }

    // Relative to the largest element: sums cancel. What is infinite or not a number is so in both.
    private static void AssertClose(Tensor expected, Tensor actual, string what)
    {
        Assert.Equal(expected.shape, actual.shape);
        if (expected.numel() == 0)
            return;
        var (one, other) = (expected.detach().reshape(-1).to_type(ScalarType.Float64), actual.detach().reshape(-1).to_type(ScalarType.Float64));
        var finite = one.isfinite();
        Assert.True(one.masked_fill(finite, 0).nan_to_num(1, 2, 3).Equals(other.masked_fill(finite, 0).nan_to_num(1, 2, 3)), what);
        var (left, right) = (one.masked_fill(finite.logical_not(), 0), other.masked_fill(finite.logical_not(), 0));
        var error = (left - right).abs().max().ToDouble();
        Assert.True(error <= (1e-6 * left.abs().max().ToDouble()) + 1e-37, $"{what}: off by {error:R} of {left.abs().max().ToDouble():R}");
    }
}
