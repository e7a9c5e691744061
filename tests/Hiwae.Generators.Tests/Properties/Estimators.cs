using Hiwae.Compilation;
using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>What every estimator of the gradient must do with an emitted model, at any number of samples.</summary>
internal static class Estimators
{
    private static readonly int[] Samples = [1, 2, 3, 5, 10];

    /// <summary>The estimators that a model's weights allow.</summary>
    public static IEnumerable<Gradient> Of(ModelDescription model) =>
        Enum.GetValues<Gradient>().Where(gradient => gradient != Gradient.DoublyReparameterised || model.DoublyObstacle is null);

    /// <summary>What is wrong with the model's estimators; null where nothing is.</summary>
    /// <param name="observation">A batch.</param>
    /// <param name="pick">Which number of samples a second network is made for.</param>
    public static string? Fault<TModel>(Observation observation, int pick) where TModel : class, IModel<TModel>
    {
        var model = TModel.Description;
        if (!Of(model).Contains(model.Gradient))
            return $"{model.Gradient} is declared with {model.Weights} weights";
        var samples = Samples[pick % Samples.Length] * (model.Heads ?? 1);
        using var other = Network<TModel>(samples);
        return Fault<TModel>(model.Samples, observation) ?? (other.Samples == samples ? null : "the number of samples is not what was asked for")
            ?? Fault<TModel>(samples, observation) ?? CallFault(other, observation);
    }

    /// <summary>The values do not depend on the estimator, not in the last bit; and every parameter with a gradient by one has a finite one by all.</summary>
    private static string? Fault<TModel>(int samples, Observation observation) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var model = TModel.Description;
        Proposal<TModel>? first = null;
        HashSet<string>? learned = null;
        foreach (var gradient in Of(TModel.Description))
        {
            // Anew each time: a batch normalisation remembers the batches that it has seen.
            using var network = Network<TModel>(samples);
            using var tape = GradientTape.Of(gradient);
            var proposal = network.Propose(observation, network.Samples, Noise.FromSeed(4), tape);
            first ??= proposal;
            if (!Values(first).Zip(Values(proposal)).All(pair => Same(pair.First, pair.Second)))
                return $"{gradient} changes a value, at K = {network.Samples}";
            var estimate = proposal.LogEstimate();
            if (!IsFinite([estimate, proposal.LogWeights, .. proposal.Trace.Variables, .. proposal.Factors.Select(factor => factor.LogDensity)]) || !estimate.requires_grad || Exercise.IsFarOut(proposal))
                return null;
            tape.Backward(proposal.LogPowers(model.Alpha), -1.0 / observation.Batch / (1 - model.Alpha), 1 - model.Alpha);
            var gradients = network.named_parameters().Where(p => p.parameter.grad is not null).ToArray();
            if (gradients.FirstOrDefault(p => !p.parameter.grad!.isfinite().all().item<bool>()) is { name: { } name })
                return $"the gradient of {name} by {gradient} is not finite, at K = {network.Samples}";
            learned ??= [.. gradients.Select(p => p.name)];
            if (!learned.SetEquals(gradients.Select(p => p.name)))
                return $"by {gradient} other parameters have a gradient than by {Of(TModel.Description).First()}, at K = {network.Samples}";
        }

        return null;
    }

    private static ModelNetwork<TModel> Network<TModel>(int samples) where TModel : class, IModel<TModel> => TModel.CreateNetwork(Noise.FromSeed(3), samples);

    /// <summary>A call may ask for any number of samples that is a multiple of that of heads.</summary>
    private static string? CallFault<TModel>(ModelNetwork<TModel> network, Observation observation) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var samples = network.Samples + 1;
        try
        {
            var weights = network.Propose(observation, samples, Noise.FromSeed(5)).LogWeights;
            return samples % network.Heads == 0 && weights.shape[1] == samples ? null : $"a network for {network.Samples} samples gives {weights.shape[1]} of {samples}";
        }
        catch (ArgumentException refused)
        {
            return samples % network.Heads > 0 && refused.Message.Contains($"{network.Heads} distinct heads", StringComparison.Ordinal)
                ? null
                : refused.Message;
        }
    }

    private static IEnumerable<Tensor> Values<TModel>(Proposal<TModel> proposal) where TModel : class, IModel<TModel> =>
    [
        .. proposal.Trace.Variables, proposal.LogWeights, proposal.LogTerms(), .. proposal.Factors.Select(factor => factor.LogDensity),
    ];

    private static bool IsFinite(IEnumerable<Tensor> values) => values.All(value => value.isfinite().all().item<bool>());

    private static bool Same(Tensor one, Tensor other)
    {
        using var scope = NewDisposeScope();
        return one.shape.SequenceEqual(other.shape) && one.eq(other).logical_or(one.isnan().logical_and(other.isnan())).all().item<bool>();
    }
}
