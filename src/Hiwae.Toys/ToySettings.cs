using Hiwae.Compilation;
using Hiwae.Training;

namespace Hiwae.Toys;

/// <summary>One training on a density of the plane.</summary>
internal sealed record ToySettings
{
    /// <summary>The density, one of <see cref="ToyTarget.Names"/>.</summary>
    public required string Target { get; init; }

    /// <summary>The structure and the weighting.</summary>
    public ToyModel Model { get; init; } = ToyModels.Coupled;

    /// <summary>K.</summary>
    public int Samples { get; init; } = 5;

    /// <summary>The estimator of the gradient; as declared where null.</summary>
    public Gradient? Gradient { get; init; }

    /// <summary>Updates of all parameters.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Groups of K proposals in each step.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>Adam's step size at the start; it falls to zero along a cosine.</summary>
    public double LearningRate { get; init; } = 5e-3;

    /// <summary>The seed of initial weights and of all draws.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Draws of ŵ that it is measured on, rounded up to a multiple of <see cref="ToyTraining.DrawsInPart"/>.</summary>
    public int Draws { get; init; } = 100_000;

    /// <summary>How steps run.</summary>
    public StepPath Step { get; init; }

    /// <summary>The position of the target in the list.</summary>
    public int Index => ToyTarget.Names.IndexOf(Target);

    /// <summary>The target's density.</summary>
    public ToyDensity Density => ToyTargets.All[Index];

    /// <summary>The estimator of the gradient that is really used, by its name in records.</summary>
    public string GradientName(ToyCatalogue catalogue) => catalogue.NameOf(Gradient ?? ToyTraining.Trained(this).In(catalogue).Description.Gradient);

    /// <summary>The settings themselves where the model can be trained so.</summary>
    /// <exception cref="ArgumentException">The program does not declare it, or the estimator is not valid for its weights.</exception>
    public ToySettings Check(ToyCatalogue catalogue)
    {
        var trained = ToyTraining.Trained(this).In(catalogue).Description;
        Model.In(catalogue);
        if (Gradient == Hiwae.Gradient.DoublyReparameterised && trained.DoublyObstacle is { } obstacle)
            throw new ArgumentException(
                $"{Model.Title} has no gradient {catalogue.NameOf(Hiwae.Gradient.DoublyReparameterised)}: {obstacle}; take balance or uniform weights, or another gradient.");
        return this;
    }

    /// <summary>As the trainer takes them; an epoch is a step.</summary>
    public TrainingOptions Options => new()
    {
        Epochs = Steps,
        BatchSize = Batch,
        Samples = Samples,
        LearningRate = LearningRate,
        Gradient = Gradient,
        Schedule = new LearningRateSchedule.Cosine(),
        Seed = Seed,
        Step = Step,
    };
}
