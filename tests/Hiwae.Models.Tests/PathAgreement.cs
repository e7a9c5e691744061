using Hiwae.Steps;
using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Tests;

/// <summary>
/// The law of the compiled step: from the same random numbers it gives the bound and every gradient that the portable path gives, but for
/// rounding.
/// </summary>
internal static class PathAgreement
{
    /// <summary>Of log ŵ, relative to its size.</summary>
    private const double Bound = 5e-4;

    /// <summary>Of each gradient, relative to the largest of its parameter: sums of many 32-bit floats in another order.</summary>
    private const double Gradient = 2e-3;

    /// <summary>What differs in a training step of a model that can be compiled; null where nothing does.</summary>
    /// <param name="data">A batch.</param>
    /// <param name="seed">Of the parameters, of dropout and of the draws.</param>
    public static string? Difference<TModel>(Observation data, long seed) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var network = Scattered<TModel>(seed);
        network.train();
        var scale = -1.0 / data.Batch;
        var portable = network.LogEstimate(data, network.Samples, Noise.FromSeed(seed));
        network.zero_grad();
        if (portable.requires_grad)
            (portable.sum() * scale).backward();
        var wanted = Gradients(network);
        network.zero_grad();
        using var step = new CompiledStep(network.Record(isTraining: true));
        var compiled = step.Differentiate(data, network.Samples, Noise.FromSeed(seed), scale);
        var bounds = portable.detach().data<float>().ToArray();
        for (var i = 0; i < bounds.Length; i++)
        {
            if (float.IsFinite(bounds[i]) ? !IsNear(compiled[i], bounds[i], Bound * (1 + Math.Abs(bounds[i]))) : float.IsFinite(compiled[i]))
                return $"log ŵ of datum {i} is {compiled[i]} on the compiled path and {bounds[i]} on the portable one";
        }

        // Where an estimate is infinite there is no gradient to compare.
        return bounds.All(float.IsFinite) ? OfGradients(wanted, Gradients(network)) : null;
    }

    /// <summary>
    /// A network whose biases are not zero: with those of the start a value may lie at the kink of an activation, where rounding decides about
    /// its derivative.
    /// </summary>
    private static ModelNetwork<TModel> Scattered<TModel>(long seed) where TModel : class, IModel<TModel>
    {
        using var constant = no_grad();
        var noise = Noise.FromSeed(seed);
        var network = TModel.CreateNetwork(noise);
        foreach (var parameter in network.parameters())
            parameter.add_(noise.Normal(parameter.shape) * 0.05);
        return network;
    }

    private static string? OfGradients(Dictionary<string, float[]> wanted, Dictionary<string, float[]> found)
    {
        foreach (var (name, portable) in wanted)
        {
            var compiled = found[name];
            var tolerance = Gradient * (1 + portable.Max(Math.Abs));
            for (var i = 0; i < portable.Length; i++)
            {
                if (!IsNear(compiled[i], portable[i], tolerance))
                    return $"the gradient of {name} at {i} is {compiled[i]} on the compiled path and {portable[i]} on the portable one, of at most {portable.Max(Math.Abs)}";
            }
        }

        return null;
    }

    private static bool IsNear(float compiled, float portable, double tolerance) =>
        compiled.Equals(portable) || Math.Abs(compiled - (double)portable) <= tolerance;

    /// <summary>Of every parameter; zeros for one that nothing depends on.</summary>
    private static Dictionary<string, float[]> Gradients(nn.Module network) => network.named_parameters().ToDictionary(
        named => named.name,
        named => (named.parameter.grad is { } gradient ? gradient.detach().clone() : zeros_like(named.parameter)).data<float>().ToArray());
}
