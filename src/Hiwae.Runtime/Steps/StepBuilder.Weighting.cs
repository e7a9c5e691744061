namespace Hiwae.Steps;

public sealed partial class StepBuilder
{
    private const long Uniform = 0;
    private const long Learned = 1;
    private const long Power = 2;
    private const long Maximum = 3;

    /// <summary>Ends the recording: log ŵ under a weighting that needs nothing else.</summary>
    /// <param name="weights">Uniform, balance or maximum.</param>
    /// <exception cref="ArgumentException">The weighting needs more: its logarithms, or an exponent.</exception>
    public void Weigh(Weights weights) => Estimate(
        weights switch
        {
            Weights.Uniform => Uniform,
            Weights.Balance => Power,
            Weights.Maximum => Maximum,
            _ => throw new ArgumentException($"The weighting {weights} needs more than its name; pass log π to Weigh, or β to WeighByPower.", nameof(weights)),
        },
        null,
        weights == Weights.Balance ? [1] : []);

    /// <summary>Ends the recording: log ŵ under learned weights.</summary>
    /// <param name="logWeights">log π, one number for each proposal.</param>
    public void Weigh(StepValue logWeights) => Estimate(Learned, logWeights, []);

    /// <summary>Ends the recording: log ŵ under the power heuristic.</summary>
    /// <param name="beta">β, at least 0.</param>
    public void WeighByPower(double beta) => Estimate(Power, null, [beta]);

    private void Estimate(long weights, StepValue? logWeights, ReadOnlySpan<double> real)
    {
        Begin("log ŵ");
        if (weights is Power or Maximum && crosses.Count == 0)
            Refuse("its weights compare proposals, but no factor has them compared");
        Record(
            StepKind.Estimate,
            [.. terms.Select(term => (StepValue?)term.Value), .. crosses.Select(cross => (StepValue?)cross), logWeights],
            StepLevel.Group,
            1,
            [terms.Count, crosses.Count, weights, .. terms.Select(term => (long)term.Kind)],
            real);
    }
}
