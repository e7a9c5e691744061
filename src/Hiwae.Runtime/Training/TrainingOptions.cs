using Hiwae.Compilation;

namespace Hiwae.Training;

/// <summary>The options of training a model. Every refinement is off unless it is asked for.</summary>
public sealed record TrainingOptions
{
    /// <summary>The largest K.</summary>
    public const int MostSamples = 10_000_000;

    /// <summary>Passes over the training images.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images per step.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>K; the declared number where null.</summary>
    public int? Samples { get; init; }

    /// <summary>S, the number of distinct heads, of which K is a multiple; as declared where null, and where that does not say as many as samples.</summary>
    public int? Heads { get; init; }

    /// <summary>The estimator of the gradient; the declared one where null.</summary>
    public Gradient? Gradient { get; init; }

    /// <summary>α of the bound that is trained (Daudel et al. 2023), at least 0 and below 1; the declared one where null. What is validated, kept and tested is that of α = 0.</summary>
    public double? Alpha { get; init; }

    /// <summary>
    /// The weight of everything in the bound but log p(observed | …), the β of a β-VAE (Higgins et al. 2017), where neither warm-up nor cycles make it smaller; a finite number, at least 0, and the declared one where null.
    /// What is validated, kept and tested is the bound.
    /// </summary>
    public double? KlWeight { get; init; }

    /// <summary>
    /// The number of cycles of the run, in each of which that weight rises linearly from 0 during the first half, and stays for the second (Fu et al. 2019); 0 for none. Not together with
    /// <see cref="WarmUp"/>, which is one rise at the start.
    /// </summary>
    public int KlCycles { get; init; }

    /// <summary>Adam's step size, at the start of the schedule.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Adam's step size for Q and R, learned weights and what else serves inference; <see cref="LearningRate"/> where null.</summary>
    public double? InferenceLearningRate { get; init; }

    /// <summary>The course of both learning rates over the run.</summary>
    public LearningRateSchedule Schedule { get; init; } = new LearningRateSchedule.Constant();

    /// <summary>Whether Adam divides by the largest second moment so far instead of the last one (Reddi et al. 2018).</summary>
    public bool AmsGrad { get; init; }

    /// <summary>β₁ of Adam, the decay of the first moments, at least 0 and below 1.</summary>
    public double Beta1 { get; init; } = Adam.DefaultBeta1;

    /// <summary>β₂ of Adam, the decay of the second moments, at least 0 and below 1.</summary>
    public double Beta2 { get; init; } = Adam.DefaultBeta2;

    /// <summary>ε of Adam, which is added to the root of the second moment; from 1e-30 to 1.</summary>
    public double Epsilon { get; init; } = Adam.DefaultEpsilon;

    /// <summary>Where the output of p of what is observed starts.</summary>
    public OutputStart OutputStart { get; init; }

    /// <summary>
    /// Updates of Q and R for each update of P, all on the same batch, with new draws for each; P moves with the last.
    /// </summary>
    public int InferenceUpdates { get; init; } = 1;

    /// <summary>
    /// Epochs over which everything in the bound but log p(observed | …) gets its weight, which rises linearly from 0 (Bowman et al. 2016, Sønderby et al. 2016); 0 for
    /// the whole bound from the start.
    /// </summary>
    public double WarmUp { get; init; }

    /// <summary>
    /// λ in nats: what z may cost before it counts. The objective is the bound − max(0, λ − KL̂), where KL̂ is the mean over
    /// batch and samples of everything in the bound but log p(observed | …), with its sign turned; 0 leaves the bound as it is.
    /// </summary>
    public double FreeBits { get; init; }

    /// <summary>
    /// The decay β of an exponential average of the parameters (Polyak and Juditsky 1992), corrected for its start as Adam's moments
    /// are; what is validated, kept and tested is the average. 0 for none.
    /// </summary>
    public double Averaging { get; init; }

    /// <summary>The seed of initial weights, of the order of the images, of binarisation and of all draws.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The norm that the gradient of all parameters together is clipped to; null for no clipping.</summary>
    public double? GradientNorm { get; init; } = 100;

    /// <summary>
    /// The number of epochs without a better validation bound after which training stops and returns to the best; null for never. Those of the warm-up
    /// do not count: they improve something else.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>
    /// The fraction of the values under a mask that is missing, at every epoch the same ones of each image; 0 where all are there. It is of no account where the data set has masks of
    /// its own.
    /// </summary>
    public double Missing { get; init; }

    /// <summary>The seed of which values are missing. It has nothing to do with <see cref="Seed"/>: runs with different seeds learn from the same values.</summary>
    public long MaskSeed { get; init; }

    /// <summary>
    /// The most proposals of a datum that go through the model together, where they can be taken in blocks: forward for the sum of all weights, and once more, with the same draws, for the
    /// gradient, which is the same as that of all together. Null where memory decides.
    /// </summary>
    public int? SamplesPerBlock { get; init; }

    /// <summary>The path on which the bound and its gradient are computed.</summary>
    public StepPath Step { get; init; }

    /// <summary>The precision of linear maps in training; measurements of a model are always computed in single precision.</summary>
    public Precision Precision { get; init; }

    /// <summary>The estimator that a model's bound is differentiated by.</summary>
    /// <exception cref="ArgumentException">It is not valid for the model's weights.</exception>
    public Gradient GradientOf(ModelDescription model) => model.CheckGradient(Gradient ?? model.Gradient);

    /// <summary>α of the bound that a model is trained on.</summary>
    /// <exception cref="ArgumentException">It is not for the model's weights.</exception>
    public double AlphaOf(ModelDescription model) => model.CheckAlpha(Alpha ?? model.Alpha);

    /// <summary>The same, where the run has proposals that α can weigh against one another.</summary>
    /// <exception cref="ArgumentException">It is not for the model's weights, or above 0 with one proposal.</exception>
    public double CheckedAlphaOf(ModelDescription model) => model.CheckAlpha(AlphaOf(model), Samples ?? model.Samples);

    /// <summary>The weight of everything in the bound but log p(observed | …) that a model is trained with, asked for or declared.</summary>
    public double KlWeightOf(ModelDescription model)
    {
        model.CheckFiltering(
            KlWeight is not (null or 1) ? FormattableString.Invariant($"a KL weight of {KlWeight}")
            : KlCycles > 0 ? FormattableString.Invariant($"a KL weight in {KlCycles} cycles")
            : WarmUp > 0 ? FormattableString.Invariant($"a warm-up of {WarmUp} epochs")
            : FreeBits > 0 ? FormattableString.Invariant($"{FreeBits} free bits in nats")
            : null);
        return KlWeight ?? model.KlWeight;
    }

    /// <summary>That weight at a moment of the run: from 0 up to <see cref="KlWeightOf"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="epoch">The epochs made, with parts of them.</param>
    public double KlWeightAt(ModelDescription model, double epoch) => KlWeightOf(model) * (KlCycles > 0 ? OfCycle(epoch) : epoch < WarmUp ? epoch / WarmUp : 1);

    // The rise takes half of a cycle.
    private double OfCycle(double epoch)
    {
        var length = (double)Epochs / KlCycles;
        return Math.Min(1, epoch % length / length * 2);
    }

    /// <summary>Whether patience is over.</summary>
    /// <param name="epoch">The epochs made.</param>
    /// <param name="bestEpoch">The one with the best validation bound.</param>
    public bool IsStale(int epoch, int bestEpoch) => Patience is { } epochs && epoch - Math.Max(bestEpoch, WarmUp) >= epochs;

    /// <summary>The options themselves where every one is in its range.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it and its limit.</exception>
    public TrainingOptions Check()
    {
        AtLeastOne(Epochs, "epochs");
        AtLeastOne(BatchSize, "batch size");
        AtLeastOne(Samples ?? 1, "samples");
        if (Samples > MostSamples)
            throw new ArgumentException(FormattableString.Invariant($"The number for samples is {Samples}; it must be at most {MostSamples}."));
        AtLeastOne(Heads ?? 1, "heads");
        AtLeastOne(SamplesPerBlock ?? 1, "samples per block");
        AtLeastOne(Patience ?? 1, "patience");
        AtLeastOne(InferenceUpdates, "inference updates");
        Positive(LearningRate, "learning rate");
        Positive(InferenceLearningRate ?? 1, "inference learning rate");
        Positive(GradientNorm ?? 1, "gradient norm");
        Adam.Check(Beta1, Beta2, Epsilon);
        if (Alpha is not (null or >= 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant($"Alpha is {Alpha}; it must be at least 0, the importance-weighted bound, and less than 1, where it would be the evidence lower bound."));
        NotNegative(WarmUp, "warm-up in epochs");
        if (!(KlWeight is not { } weight || (weight >= 0 && double.IsFinite(weight))))
            throw new ArgumentException(FormattableString.Invariant($"The KL weight is {KlWeight}; it must be finite and at least 0, where only what is observed counts; 1 is the bound."));
        if (KlCycles < 0)
            throw new ArgumentException($"The number for KL cycles is {KlCycles}; it must be at least 0, which is none.");
        if (KlCycles > 0 && WarmUp > 0)
            throw new ArgumentException(FormattableString.Invariant($"The KL weight is to rise {KlCycles} times, in cycles, and once, in a warm-up of {WarmUp} epochs; leave out one of the two."));
        NotNegative(FreeBits, "free bits in nats");
        Fraction(Missing, "fraction of missing values");
        Fraction(Averaging, "decay of the averaging");
        Schedule.Check();
        return this;
    }

    private static void AtLeastOne(int value, string name)
    {
        if (value < 1)
            throw new ArgumentException($"The number for {name} is {value}; it must be at least 1.");
    }

    private static void Positive(double value, string name)
    {
        if (!(value > 0) || double.IsInfinity(value))
            throw new ArgumentException(FormattableString.Invariant($"The {name} is {value}; it must be positive and finite."));
    }

    private static void NotNegative(double value, string name)
    {
        if (!(value >= 0) || double.IsInfinity(value))
            throw new ArgumentException(FormattableString.Invariant($"The number for {name} is {value}; it must be finite and at least 0, which is none."));
    }

    private static void Fraction(double value, string name)
    {
        if (value is not (>= 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant($"The {name} is {value}; it must be at least 0, which is none, and less than 1."));
    }
}
