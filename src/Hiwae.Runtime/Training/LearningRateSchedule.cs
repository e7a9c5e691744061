using System.Text.Json.Serialization;

namespace Hiwae.Training;

/// <summary>The course of the learning rates over a run: a factor of all of them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Constant), "constant")]
[JsonDerivedType(typeof(Step), "step")]
[JsonDerivedType(typeof(Cosine), "cosine")]
[JsonDerivedType(typeof(Burda), "burda")]
public abstract record LearningRateSchedule
{
    private LearningRateSchedule()
    {
    }

    /// <summary>The factor at a moment of the run, from 0 to 1.</summary>
    /// <param name="epoch">The epochs made, with parts of them.</param>
    /// <param name="epochs">The epochs of the whole run.</param>
    public abstract double At(double epoch, int epochs);

    /// <summary>The schedule itself where its numbers are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it and its limit.</exception>
    public virtual LearningRateSchedule Check() => this;

    /// <summary>The same learning rates throughout.</summary>
    public sealed record Constant : LearningRateSchedule
    {
        /// <inheritdoc/>
        public override double At(double epoch, int epochs) => 1;
    }

    /// <summary>Learning rates multiplied by a factor at equal intervals of epochs.</summary>
    /// <param name="Every">Epochs between two changes.</param>
    /// <param name="Factor">The factor of the learning rates, above 0 and at most 1.</param>
    public sealed record Step(int Every, double Factor) : LearningRateSchedule
    {
        /// <inheritdoc/>
        public override double At(double epoch, int epochs) => Math.Pow(Factor, Math.Floor(epoch / Every));

        /// <inheritdoc/>
        public override LearningRateSchedule Check() => this switch
        {
            { Every: < 1 } => throw new ArgumentException(
                $"The step schedule changes the learning rates every {Every} epochs; it must be at least 1."),
            { Factor: not (> 0 and <= 1) } => throw new ArgumentException(FormattableString.Invariant(
                $"The factor of the step schedule is {Factor}; it must be greater than 0 and at most 1, 0.5 to halve the learning rates.")),
            _ => this,
        };
    }

    /// <summary>½ (1 + cos πt), t the share of the run that is over: slowly from 1, slowly to 0 (Loshchilov and Hutter 2017, without restarts).</summary>
    public sealed record Cosine : LearningRateSchedule
    {
        /// <inheritdoc/>
        public override double At(double epoch, int epochs) => (1 + Math.Cos(Math.PI * Math.Min(1, epoch / epochs))) / 2;
    }

    /// <summary>
    /// Eight stages, i = 0 … 7, of 3^i/3280 of the run each, with the factor 10^(−i/7): those of Burda et al. (2016), who
    /// made 3280 epochs.
    /// </summary>
    public sealed record Burda : LearningRateSchedule
    {
        private const int Stages = 8;
        private const int Length = 3280; // Σ 3^i

        /// <inheritdoc/>
        public override double At(double epoch, int epochs)
        {
            var position = epoch * Length / epochs;
            var stage = 0;
            for (var end = 1; stage < Stages - 1 && position >= end; end = (3 * end) + 1) // 3^0 + … + 3^i
                stage++;
            return Math.Pow(10, -stage / (Stages - 1.0));
        }
    }
}
