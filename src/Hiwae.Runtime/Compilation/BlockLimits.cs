using Hiwae.Networks;

namespace Hiwae.Compilation;

/// <summary>What of a model may be taken through it in blocks.</summary>
internal static class BlockLimits
{
    /// <summary>Whether a model normalises batches.</summary>
    public static bool HasBatchNorm(this ModelDescription model) => model.Stacks().Any(stack => stack.Layers.Any(layer => layer is Layer.BatchNorm));

    /// <summary>Why the proposals of a datum cannot be taken in blocks, as a clause; null where they can.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isTraining">Whether layers act as in training.</param>
    public static string? OfSamples(ModelDescription model, bool isTraining) => model switch
    {
        { IsFiltering: true } => "samples are drawn anew from each other after every step",
        { HasDistinctHeads: true, Heads: not null } => "proposals have heads of their own",
        { HasDistinctHeads: true } => "each proposal has a head of its own",
        { Weights: Weights.Learned } => "each proposal has a learned weight of its own",
        { Weights: not Weights.Uniform } => $"{model.Weights} weights compare each proposal with all others",
        _ => isTraining ? OfBatchNorm(model) : null,
    };

    private static string? OfBatchNorm(ModelDescription model) =>
        model.Stacks().Any(stack => stack.InPlate && stack.Layers.Any(layer => layer is Layer.BatchNorm)) ? "batch normalisation joins all proposals of a batch in training" : null;

    /// <summary>Why the proposals of a datum cannot be divided among processes in training, each of which takes every head equally often; null where they can.</summary>
    /// <param name="model">The model.</param>
    public static string? OfRanks(ModelDescription model) => model switch
    {
        { IsFiltering: true } or { HasDistinctHeads: false, Weights: Weights.Uniform } => OfSamples(model, isTraining: true),
        _ => OfBatchNorm(model),
    };

    /// <summary>Why the data of a batch cannot be taken in blocks, as a clause; null where they can.</summary>
    /// <inheritdoc cref="OfSamples"/>
    public static string? OfData(ModelDescription model, bool isTraining) =>
        isTraining && model.HasBatchNorm() ? "batch normalisation joins the data of a batch in training" : null;

    private static IEnumerable<(ImmutableArray<Layer> Layers, bool InPlate)> Stacks(this ModelDescription model)
    {
        var inPlate = model.Variables.Where(variable => variable.InPlate).Select(variable => variable.Name).ToHashSet();
        foreach (var variable in model.Variables)
        {
            foreach (var factor in variable.Factors)
                yield return (factor.Layers, factor.Reads.Any(inPlate.Contains));
            if (variable.Feature is { } feature)
                yield return (feature.Layers, feature.Reads.Any(inPlate.Contains));
        }
    }
}

/// <summary>How a batch is taken through a model by operators on tensors.</summary>
/// <param name="Rows">The most data at a time.</param>
/// <param name="Samples">The most proposals of each at a time.</param>
internal readonly record struct StepBlocks(int Rows, int Samples);
