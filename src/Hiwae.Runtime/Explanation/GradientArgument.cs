using System.Diagnostics;

namespace Hiwae.Explanation;

/// <summary>Which estimator of the bound's gradient trains a declared model, and whether its mean is that gradient (docs/method.md).</summary>
/// <param name="Estimator">The estimator.</param>
/// <param name="IsUnbiased">Whether its mean is the gradient of L_K, at every parameter.</param>
/// <param name="Steps">What is differentiated, and why the mean is what it is.</param>
public sealed record GradientArgument(Gradient Estimator, bool IsUnbiased, ImmutableArray<ArgumentStep> Steps)
{
    /// <summary>The argument for a model as it is declared.</summary>
    public static GradientArgument Of(ModelDescription model) => Of(model, model.Gradient, model.Samples);

    /// <summary>The argument for a model that is trained by another estimator, or with another number of samples.</summary>
    /// <param name="model">The model.</param>
    /// <param name="gradient">The estimator.</param>
    /// <param name="samples">K.</param>
    /// <exception cref="ArgumentException">The estimator is not valid for the model's weights, or K is not positive.</exception>
    public static GradientArgument Of(ModelDescription model, Gradient gradient, int samples)
    {
        model.CheckGradient(gradient);
        model.CheckSamples(samples);
        var steps = new GradientSteps(model with { Samples = samples });
        return gradient switch
        {
            Gradient.Reparameterised => new(gradient, samples == 1 || model.Weights != Weights.Maximum, [.. steps.Reparameterised()]),
            Gradient.StickingTheLanding => new(gradient, samples == 1, [.. steps.StickingTheLanding()]),
            Gradient.DoublyReparameterised => new(gradient, true, [.. steps.DoublyReparameterised()]),
            _ => throw new UnreachableException($"Gradient {gradient}."),
        };
    }
}
