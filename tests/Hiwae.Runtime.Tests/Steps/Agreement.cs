using Hiwae.Steps;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Whether a compiled step gives the values, and the gradients of all parameters, that operators and autograd give.</summary>
internal static class Agreement
{
    // Both compute in 32-bit floats, and add up in different orders.
    private const double Tolerance = 2e-4;

    /// <summary>Runs both and compares.</summary>
    /// <param name="recording">What runs compiled.</param>
    /// <param name="parameters">All parameters by name.</param>
    /// <param name="data">The observation.</param>
    /// <param name="plates">One group for each datum.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="portable">log ŵ, [data], by operators.</param>
    /// <param name="example">For messages.</param>
    public static void Holds(
        StepRecording recording,
        IEnumerable<(string Name, Tensor Parameter)> parameters,
        Observation data,
        Plates plates,
        long seed,
        Func<Noise, Tensor> portable,
        object example)
    {
        using var scope = NewDisposeScope();
        var named = parameters.ToArray();
        var expected = portable(Noise.FromSeed(seed));
        foreach (var (_, parameter) in named)
            parameter.grad = null;
        var scale = -1.0 / plates.Data;
        if (expected.requires_grad)
            (expected.sum() * scale).backward();
        Tensor[] gradients = [.. named.Select(p => p.Parameter.grad?.clone() ?? zeros_like(p.Parameter))];

        using var step = new CompiledStep(recording);
        var forward = step.Estimates(data, 1, plates.Samples, Noise.FromSeed(seed));
        Close(expected, tensor(forward), "log ŵ", example);
        var estimates = step.Differentiate(data, plates.Samples, Noise.FromSeed(seed), scale);
        Close(expected, tensor(estimates), "log ŵ with gradients", example);

        // The weights of proposals are exponentials of differences of log-densities, which autograd takes from a log ŵ that is rounded.
        var rounding = Math.Pow(2, -22) * expected.masked_fill(expected.isfinite().logical_not(), 0).abs().max().ToDouble();
        foreach (var ((name, parameter), gradient) in named.Zip(gradients))
        {
            // What overflows in a proposal that does not count is left out by a compiled step, and is not a number to autograd.
            var overflown = gradient.isfinite().logical_not();
            Close(gradient.masked_fill(overflown, 0), (parameter.grad ?? zeros_like(parameter)).masked_fill(overflown, 0), name, example, Tolerance + rounding);
        }
    }

    /// <summary>Compares within rounding, relative to the largest number of all.</summary>
    public static void Close(Tensor expected, Tensor actual, string what, object example, double tolerance = Tolerance)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        var (known, same) = (expected.isfinite(), expected.eq(actual).logical_or(expected.isnan().logical_and(actual.isnan())));
        Assert.True(same.logical_or(known).all().ToBoolean(), $"{what}: {Text(actual)} against {Text(expected)} for {example}");
        var difference = (expected - actual).masked_fill(known.logical_not(), 0).abs().max().ToDouble();
        var largest = expected.masked_fill(known.logical_not(), 0).abs().max().ToDouble();
        Assert.True(difference <= tolerance * (0.1 + largest), $"{what} differs by {difference} at {largest} for {example}");
    }

    /// <summary>The first numbers of a tensor.</summary>
    public static string Text(Tensor value) => string.Join(' ', value.detach().flatten().to_type(ScalarType.Float64).data<double>().Take(20));
}
