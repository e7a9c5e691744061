using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>The options of training beyond plain gradient ascent; each is off where it is left out.</summary>
internal sealed class RefinementOptions
{
    private readonly Option<Gradient?> gradient = GradientOption.Create();

    private readonly Option<double?> alpha = NumberOption.Fraction(
        "--alpha", "α of the bound that is trained: 0, the importance-weighted one, to below 1, towards the evidence lower bound (default: as declared). What is validated and tested is α = 0.");

    private readonly Option<int?> updates = NumberOption.Whole(
        "--inference-updates", "Updates of Q and R for each update of P, on the same images with new draws (default 1).", 1, 1000);

    private readonly Option<double?> rate = NumberOption.Positive(
        "--inference-learning-rate", "Adam's step size for Q and R (default: that of P, --learning-rate).");

    private readonly ScheduleOption schedule = new();

    private readonly Option<bool> amsGrad = new("--amsgrad") { Description = "Adam divides by the largest second moment so far." };

    private readonly AdamOptions adam = new();

    private readonly Option<OutputStart?> outputStart = OutputStartOption.Create();

    private readonly Option<double?> klWeight = NumberOption.NotNegative(
        "--kl-weight", "β, the weight of all of the bound but log p(observed) in training, as in a β-VAE (default: as declared, or 1). What is validated and tested is the bound.");

    private readonly Option<int?> klCycles = NumberOption.Whole(
        "--kl-cycles", "Cycles of the run, in each of which that weight rises from 0 over the first half, and stays for the second (default 0: none).", 0, 1_000_000);

    private readonly Option<double?> warmUp = NumberOption.NotNegative(
        "--warm-up", "Epochs over which all of the bound but log p(observed) gets its weight, from 0 on (default 0: none).");

    private readonly Option<double?> freeBits = NumberOption.NotNegative(
        "--free-bits", "Nats that z may cost before they count, in the mean over a batch (default 0: none).");

    private readonly Option<double?> averaging = NumberOption.Fraction(
        "--averaging", "Validate, keep and test an average of the parameters with this decay for each step, such as 0.999 (default 0: none).");

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [gradient, alpha, updates, rate, .. schedule.All, amsGrad, .. adam.All, outputStart, klWeight, klCycles, warmUp, freeBits, averaging];

    /// <summary>Training options with these.</summary>
    /// <param name="options">The others.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model that is trained.</param>
    /// <exception cref="UsageException">One does not go with the model, or with another.</exception>
    public TrainingOptions AddTo(TrainingOptions options, ParseResult parsed, ModelDescription model)
    {
        var refined = adam.AddTo(options, parsed) with
        {
            Gradient = parsed.GetValue(gradient),
            Alpha = parsed.GetValue(alpha),
            InferenceUpdates = parsed.GetValue(updates) ?? options.InferenceUpdates,
            InferenceLearningRate = parsed.GetValue(rate),
            Schedule = schedule.From(parsed),
            AmsGrad = parsed.GetValue(amsGrad),
            OutputStart = parsed.GetValue(outputStart) ?? options.OutputStart,
            KlWeight = parsed.GetValue(klWeight),
            KlCycles = parsed.GetValue(klCycles) ?? options.KlCycles,
            WarmUp = parsed.GetValue(warmUp) ?? options.WarmUp,
            FreeBits = parsed.GetValue(freeBits) ?? options.FreeBits,
            Averaging = parsed.GetValue(averaging) ?? options.Averaging,
        };
        UsageException.Rethrow(() => refined.GradientOf(model));
        UsageException.Rethrow(() => refined.CheckedAlphaOf(model));
        if (refined is { KlCycles: > 0, WarmUp: > 0 })
            throw new UsageException("--kl-cycles and --warm-up both say how the KL weight rises; leave out one of them.");
        return refined;
    }
}

/// <summary>The refinements of a run beyond plain gradient ascent, in words.</summary>
internal static class RefinementText
{
    /// <summary>The refinements that were asked for, separated by commas; empty where none was.</summary>
    public static string Of(TrainingOptions options) => string.Join(", ", Parts(options));

    private static IEnumerable<string> Parts(TrainingOptions options)
    {
        if (options.Gradient is { } gradient)
            yield return $"gradient {GradientNames.Of(gradient).Option}";
        if (options.Alpha is { } alpha)
            yield return Invariant($"α = {alpha}");
        if (options.InferenceUpdates > 1)
            yield return $"{options.InferenceUpdates} updates of Q and R for each of P";
        if (options.InferenceLearningRate is { } rate)
            yield return Invariant($"learning rate {options.LearningRate}, for Q and R {rate}");
        if (Schedule(options.Schedule) is { } schedule)
            yield return schedule;
        if (options.AmsGrad)
            yield return "AMSGrad";
        if (AdamOptions.Text(options) is { Length: > 0 } adam)
            yield return adam;
        if (options.OutputStart == OutputStart.Mean)
            yield return "output started at the mean of the data";
        if (options.KlWeight is { } weight)
            yield return Invariant($"KL weight β = {weight}");
        if (options.KlCycles > 0)
            yield return Invariant($"KL weight in {options.KlCycles} cycles");
        if (options.WarmUp > 0)
            yield return Invariant($"warm-up of {options.WarmUp} epochs");
        if (options.FreeBits > 0)
            yield return Invariant($"{options.FreeBits} nats of free bits");
        if (options.Averaging > 0)
            yield return Invariant($"parameters averaged with decay {options.Averaging}");
    }

    private static string? Schedule(LearningRateSchedule schedule) => schedule switch
    {
        LearningRateSchedule.Step step => Invariant($"learning rates times {step.Factor} every {step.Every} epochs"),
        LearningRateSchedule.Cosine => "learning rates along a cosine",
        LearningRateSchedule.Burda => "learning rates in the 8 stages of Burda et al.",
        _ => null,
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
