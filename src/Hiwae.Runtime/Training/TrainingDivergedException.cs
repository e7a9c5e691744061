namespace Hiwae.Training;

/// <summary>The bound stopped being a finite number, so that no step can be taken.</summary>
/// <param name="model">The model's name.</param>
/// <param name="epoch">The epoch, from 1.</param>
/// <param name="step">The step, from 1 over the whole run.</param>
/// <param name="bound">The bound, in nats.</param>
/// <param name="learningRate">The step size in use.</param>
/// <param name="weights">The model's weights.</param>
public sealed class TrainingDivergedException(
    string model, int epoch, long step, double bound, double learningRate, Weights weights = Weights.Uniform)
    : Exception(FormattableString.Invariant(
        $"{model}: the bound is {bound} at step {step} (epoch {epoch}), which must be a finite number of nats; ") + Remedy(bound, learningRate, weights))
{
    /// <summary>The step, from 1 over the whole run.</summary>
    public long Step => step;

    private static string Remedy(double bound, double learningRate, Weights weights) =>
        weights == Weights.Maximum && double.IsNegativeInfinity(bound)
            ? "maximum weights make the estimate zero where each sample lies where another proposal is denser; declare Weights.Balance, or Weights.Power with a Beta of a few units."
            : FormattableString.Invariant(
                $"try a learning rate below {learningRate}, a smaller gradient norm, or look for values that the declared densities exclude.");
}
