using Hiwae.Compilation;
using Hiwae.Native;

namespace Hiwae.Training;

/// <summary>How much of a batch goes through a model at a time.</summary>
/// <param name="Data">The most data whose proposals go together.</param>
/// <param name="Samples">The most proposals of each that go together; where they are fewer than K, each goes twice, first for the sum of all weights and then for the gradient.</param>
/// <param name="Bytes">About how much memory that takes, without the parameters.</param>
public readonly record struct StepPlan(int Data, int Samples, long Bytes);

/// <summary>The memory of training, estimated before anything is computed.</summary>
public static class TrainingMemory
{
    // A network of so few proposals is made without a thought.
    private const int Few = 1000;

    // Of what is free, as much as may be asked for.
    private const double LargestPart = 0.8;

    /// <summary>How a step takes a batch through a network, with the memory that is free now.</summary>
    /// <param name="options">How to train.</param>
    /// <param name="network">The model's parameters.</param>
    /// <param name="batch">The number of data.</param>
    /// <exception cref="ArgumentException">
    /// The path or the blocks that were asked for are not possible, or the least that can go together does not fit; the message says what is needed, what there is, and what would fit.
    /// </exception>
    public static StepPlan Plan<TModel>(this TrainingOptions options, ModelNetwork<TModel> network, long batch) where TModel : class, IModel<TModel>
    {
        network.train();
        var decision = options.Decide(network);
        var (model, samples) = (TModel.Description, network.Samples);
        if (!decision.IsCompiled)
        {
            var blocks = NetworkEstimates.PlanOf(network, batch, samples, hasGradient: true, options.SamplesPerBlock, out var bytes);
            return new(blocks.Rows, blocks.Samples, bytes * blocks.Rows * blocks.Samples);
        }

        if (options.SamplesPerBlock < samples && BlockLimits.OfSamples(model, isTraining: true) is { } obstacle)
            throw StepMemory.NoBlocks(model, options.SamplesPerBlock.Value, samples, obstacle);
        var program = NetworkPrograms.Of(network).Compiled(isTraining: true, options.GradientOf(model), decision.Precision);
        var needed = program.Bytes(checked((int)batch), samples, options.SamplesPerBlock);
        var free = FreeMemory.Bytes();
        return needed <= LargestPart * free
            ? new((int)batch, program.Slices(samples, options.SamplesPerBlock).Largest, needed)
            : throw new ArgumentException(
                FormattableString.Invariant($"{model.Name}: a compiled step with {samples} proposals for each datum needs about {StepMemory.Gigabytes(needed)}, and {StepMemory.Gigabytes(free)} of memory are free; ")
                + $"{BlockLimits.OfSamples(model, isTraining: true) ?? "all proposals go together"}. Take K = {(long)(samples * LargestPart * free / needed)} at most.");
    }

    /// <summary>Refuses a number of proposals whose parameters cannot be held.</summary>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">They would not fit; the message says what they need, what there is, and what would fit.</exception>
    internal static void CheckParameters<TModel>(TrainingOptions options) where TModel : class, IModel<TModel>
    {
        var model = TModel.Description;
        var samples = options.Samples ?? model.Samples;
        var heads = model.CheckHeads(samples, options.Heads);
        if (!model.HasFixedSamples || heads <= Few)
            return;
        var (one, two) = (Parameters<TModel>(1), Parameters<TModel>(2));
        var (each, copies) = (two - one, Copies(options));
        var needed = (one + ((double)each * (heads - 1))) * sizeof(float) * copies;
        var most = LargestPart * FreeMemory.Bytes();
        if (needed > most)
            throw new ArgumentException(
                FormattableString.Invariant($"{model.Name}: with {(heads == samples ? "K =" : "heads:")} {heads} there are {one + (each * (heads - 1.0)):N0} parameters, because {BlockLimits.OfSamples(model, isTraining: true)}; ")
                + FormattableString.Invariant($"with their gradients and the optimiser's moments they need {StepMemory.Gigabytes(needed)}, and {StepMemory.Gigabytes(most / LargestPart)} of memory are free. ")
                + FormattableString.Invariant($"{(heads == samples ? "K =" : "Heads:")} {(long)Math.Max(1, ((most / sizeof(float) / copies) - one) / each)} would fit."));
    }

    /// <summary>Values, gradients, two moments and the best ones so far; and what refinements keep.</summary>
    private static int Copies(TrainingOptions options) => 5 + (options.AmsGrad ? 1 : 0) + (options.Averaging > 0 ? 2 : 0);

    private static long Parameters<TModel>(int heads) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var network = TModel.CreateNetwork(Noise.FromSeed(0), heads, heads);
        return network.parameters().Sum(parameter => parameter.numel());
    }
}
