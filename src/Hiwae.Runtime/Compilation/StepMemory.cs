using Hiwae.Native;
using Hiwae.Networks;

namespace Hiwae.Compilation;

/// <summary>
/// The memory that operators on tensors take for a bound and its gradient, estimated from the shapes of a model, and the blocks of proposals that keep it within bounds.
/// </summary>
internal static class StepMemory
{
    /// <summary>Bytes that need no thought.</summary>
    public const long Little = 256L << 20;

    // A batch that takes no more goes through a model whole.
    private const long MostOfWhole = 2L << 30;

    // Larger blocks are no faster, and stop later.
    private const long MostOfBlock = 256L << 20;

    // Of what is free: the usual part, and what may be taken where nothing less will do.
    private const double UsualPart = 0.25;
    private const double LargestPart = 0.8;

    /// <summary>The blocks that a batch is to be taken in.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The number of data.</param>
    /// <param name="samples">K.</param>
    /// <param name="bytes">Bytes for each proposal, <see cref="BytesPerProposal"/>.</param>
    /// <param name="isTraining">Whether layers act as in training.</param>
    /// <param name="samplesPerBlock">The most proposals of a datum at a time; null where memory decides.</param>
    /// <param name="free">Bytes of memory that are free.</param>
    /// <exception cref="ArgumentException">The proposals cannot be taken in the blocks that were asked for, or the least that can be taken does not fit.</exception>
    public static StepBlocks Blocks(ModelDescription model, long batch, int samples, long bytes, bool isTraining, int? samplesPerBlock, long free)
    {
        var (bySamples, byData) = (BlockLimits.OfSamples(model, isTraining), BlockLimits.OfData(model, isTraining));
        if (samplesPerBlock < samples && bySamples is not null)
            throw NoBlocks(model, samplesPerBlock.Value, samples, bySamples);
        var usual = (long)(UsualPart * free);
        var (whole, block) = (Math.Min(usual, MostOfWhole), Math.Min(usual, MostOfBlock));
        var together = Math.Min(samples, samplesPerBlock ?? samples);
        if ((double)batch * together * bytes <= whole)
            return new((int)batch, together);

        var most = Math.Max(1, block / bytes);
        var blocks = (bySamples, byData) switch
        {
            (null, null) => together <= most ? new StepBlocks((int)Math.Min(batch, most / together), together) : new(1, (int)Math.Max(2, most)),
            (null, _) => new((int)batch, (int)Math.Clamp(most / batch, 2, together)),
            (_, null) => new((int)Math.Clamp(most / together, 1, batch), together),
            _ => new((int)batch, together),
        };
        CheckFits(model, blocks, bytes, free, bySamples, byData);
        return blocks;
    }

    /// <summary>The error of blocks that cannot be.</summary>
    public static ArgumentException NoBlocks(ModelDescription model, int samplesPerBlock, int samples, string obstacle) => new(
        $"{model.Name}: blocks of {samplesPerBlock} of the {samples} proposals are asked for, but {obstacle}, so that all have to go together; leave the number open, or take K = {samplesPerBlock} at most.");

    /// <summary>
    /// Bytes that a proposal takes: of every layer and every log-density that depends on it what is kept for the gradient, or, where none is wanted, what is there at a time.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="heads">The number of distinct heads.</param>
    /// <param name="hasGradient">Whether a gradient is wanted.</param>
    /// <param name="elementSize">Bytes of a number.</param>
    public static long BytesPerProposal(ModelDescription model, int heads, bool hasGradient, int elementSize)
    {
        var parts = new List<double>();
        foreach (var variable in model.Variables)
        {
            foreach (var factor in variable.Factors)
            {
                var isOfProposals = InPlate(model, factor.Reads);
                if (isOfProposals || variable.InPlate)
                    parts.Add(StatesOf(model, variable, factor) * ((isOfProposals ? OfLayers(model, variable, [.. factor.Parents, .. factor.Previous], factor.Layers) : 0) + OfDensity(variable, factor, heads)));
            }

            if (variable is { InPlate: true, Feature: { } feature })
                parts.Add(OfLayers(model, variable, [.. feature.Parents, .. feature.Previous], feature.Layers));
        }

        return Math.Max(1, (long)(elementSize * (hasGradient ? parts.Sum() : parts.DefaultIfEmpty().Max())));
    }

    // A layer leaves its output for the gradient, and what its activation was put to.
    private static double OfLayers(ModelDescription model, VariableDescription by, ImmutableArray<string> parents, ImmutableArray<Layer> layers)
    {
        if (layers.IsDefaultOrEmpty)
            return 0;
        Input[] inputs = [.. parents.Select(name => new Input(model.Variables.First(variable => variable.Name == name).SeenBy(by)))];
        var shapes = LayerShapes.Infer(model.Name, inputs, layers);
        return Math.Max(1, by.Steps) * (shapes.Skip(1).Sum(shape => 2.0 * LayerShapes.Size(shape))
            + layers.Index().Where(layer => layer.Item is Layer.Conv && !ConvolutionCheck.IsRightHere).Sum(layer => OfWide((Layer.Conv)layer.Item, shapes[layer.Index], shapes[layer.Index + 1])));
    }

    // In 64 bits: what is read and what is given, and of the windows of the images, which are laid side by side, some.
    private static double OfWide(Layer.Conv layer, ImmutableArray<int> read, ImmutableArray<int> given) =>
        (2.0 * (LayerShapes.Size(read) + LayerShapes.Size(given))) + (2.0 * read[0] * layer.Kernel * layer.Kernel * given[1] * given[2]);

    // The parameters of a density, usually two numbers for a value, and what comes up on the way to its logarithm.
    private static double OfDensity(VariableDescription variable, FactorDescription factor, int heads)
    {
        const double numbers = 4;
        return numbers * variable.Size * factor.Components * (factor.Distinct ? heads : 1) * Math.Max(1, factor.PseudoInputs);
    }

    /// <summary>How often a proposal has what belongs to a factor: once for each state where it reads an enumerated variable.</summary>
    private static int StatesOf(ModelDescription model, VariableDescription variable, FactorDescription factor) =>
        factor.Kind == FactorKind.P && factor.Conditions.Append(variable.Name).Any(name => model.Variables.First(v => v.Name == name).IsEnumerated) ? model.States : 1;

    private static bool InPlate(ModelDescription model, IEnumerable<string> names) =>
        names.Any(name => model.Variables.Any(variable => variable.Name == name && variable.InPlate));

    private static void CheckFits(ModelDescription model, StepBlocks blocks, long bytes, long free, string? bySamples, string? byData)
    {
        var needed = (double)blocks.Rows * blocks.Samples * bytes;
        var most = LargestPart * free;
        if (needed <= most)
            return;
        var reason = string.Join(" and ", new[] { bySamples, byData }.OfType<string>());
        var rows = byData is null ? 0 : (long)(most / ((double)blocks.Samples * bytes));
        var samples = bySamples is null ? 0 : (long)(most / ((double)blocks.Rows * bytes));
        string[] remedies =
        [
            .. rows > 0 ? [FormattableString.Invariant($"a batch of {rows}")] : Array.Empty<string>(),
            .. samples > 0 ? [FormattableString.Invariant($"K = {samples}")] : Array.Empty<string>(),
        ];
        throw new ArgumentException(
            FormattableString.Invariant($"{model.Name}: {blocks.Rows} data with {blocks.Samples} proposals each have to go through the model together")
            + (reason.Length > 0 ? $", because {reason}" : "")
            + FormattableString.Invariant($"; they need about {Gigabytes(needed)}, and {Gigabytes(free)} of memory are free. ")
            + (remedies.Length > 0 ? $"{char.ToUpperInvariant(remedies[0][0])}{string.Join(" or ", remedies)[1..]} would fit." : "Free some memory, or take a smaller model."));
    }

    /// <summary>Such as <c>17.7 GB</c>.</summary>
    internal static string Gigabytes(double bytes) => FormattableString.Invariant($"{bytes / 1e9:F1} GB");
}
