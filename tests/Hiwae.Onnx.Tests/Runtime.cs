using Microsoft.ML.OnnxRuntime;

namespace Hiwae.Onnx.Tests;

/// <summary>ONNX files, run by the reference implementation of their runtime.</summary>
internal static class Runtime
{
    /// <summary>The outputs of a file by name.</summary>
    /// <param name="file">Its content.</param>
    /// <param name="inputs">By name, 32-bit numbers.</param>
    /// <param name="optimised">Whether the runtime may put operators together.</param>
    public static IReadOnlyDictionary<string, Tensor> Run(byte[] file, IEnumerable<(string Name, Tensor Value)> inputs, bool optimised = true)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = optimised ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.strict_shape_type_inference", "1");
        using var session = new InferenceSession(file, options);
        var given = inputs.ToDictionary(input => input.Name, input => OrtValue.CreateTensorValueFromMemory(
            input.Value.to_type(ScalarType.Float32).contiguous().data<float>().ToArray(), input.Value.shape));
        Assert.Equal(session.InputNames.Order(), given.Keys.Order());
        using var run = new RunOptions();
        using var results = session.Run(run, given, session.OutputNames);
        return session.OutputNames.Zip(results).ToDictionary(
            pair => pair.First, pair => tensor(pair.Second.GetTensorDataAsSpan<float>().ToArray(), pair.Second.GetTensorTypeAndShape().Shape));
    }

    /// <summary>Two tensors of the same shape differ by 10⁻⁵ of their size, or by that of 1 where they are smaller.</summary>
    public static void Same(Tensor expected, Tensor found, string what, double tolerance = 1e-5)
    {
        Assert.True(expected.shape.SequenceEqual(found.shape), $"{what} has shape [{string.Join(", ", found.shape)}] where [{string.Join(", ", expected.shape)}] is expected.");
        var distance = Distance(expected, found);
        Assert.True(distance <= tolerance, FormattableString.Invariant($"{what} is off by {distance:g3}; at most {tolerance:g3} is expected."));
    }

    /// <summary>The largest difference, relative to what is expected where that is above 1; none where both are the same infinity.</summary>
    public static double Distance(Tensor expected, Tensor found)
    {
        var (exact, other) = (expected.to_type(ScalarType.Float64), found.to_type(ScalarType.Float64));
        return ((exact - other).abs() / exact.abs().clamp_min(1)).masked_fill(exact.eq(other), 0).max().ToDouble();
    }
}
