using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Realisations;

/// <summary>
/// Laws of the power means that an α above 0 trains on, for each realisation: with b_j and x_j, where b_j = π_j and x_j = w_j for weights that are numbers, b_j = 1/K and x_j = K π_j w_j for
/// balance weights, it is (Σ_j b_j x_j^(1 − α))^(1 / (1 − α)).
/// </summary>
internal static class PowerLaws
{
    // What differs from it by less than rounding does.
    private const double NearZero = 1e-12;

    // 1 − α of a mean that is nearly the geometric one, and far enough from it that dividing by it leaves digits.
    private const double NearOne = 1e-4;

    private static readonly double[] Alphas = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99];

    /// <summary>At α = 0 it is ŵ, and next to it nothing else.</summary>
    public static Verdict AtZero<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var proposal = trial.Propose();
        var expected = trial.Subject.LogEstimate(proposal).detach();
        return Worst([.. new[] { 0, NearZero }.Select(alpha => Closeness.Of(trial.Subject.LogMean(proposal, alpha).detach(), expected))]);
    }

    /// <summary>
    /// Towards α = 1 it is the evidence lower bound of a proposal that is drawn by b: the mean of log x is not above it, and by s R² / 8 at most below, with s = 1 − α and the range R of log x
    /// (Hoeffding's lemma).
    /// </summary>
    public static Verdict ToOne<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var proposal = trial.Propose();
        var (logs, shares) = Parts(proposal);
        var isFinite = logs.isfinite().all(-1);
        Tensor Finite(Tensor values) => values.masked_fill(isFinite.logical_not(), 0);
        var (mean, found) = (Finite((shares * logs).sum(-1)), Finite(trial.Subject.LogMean(proposal, 1 - NearOne).detach()));
        var slack = Finite((logs.amax([-1]) - logs.amin([-1])).square() * (NearOne / 8));
        return Worst(Closeness.Excess(mean, found), Closeness.Excess(found, mean + slack));
    }

    /// <summary>It never increases in α: a power mean never decreases in its order (Jensen).</summary>
    public static Verdict Decreasing<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var proposal = trial.Propose();
        return Decreasing([.. Alphas.Select(alpha => trial.Subject.LogMean(proposal, alpha).detach())]);
    }

    /// <summary>The same of given numbers.</summary>
    /// <param name="means">Logarithms of means in the order of α, [batch] each, in nats.</param>
    public static Verdict Decreasing(Tensor[] means) => Worst([.. means.Skip(1).Zip(means, Closeness.Excess)]);

    /// <summary>Why there are no power means; null where there are.</summary>
    public static string? Obstacle(ModelDescription model) => model.Weights is Weights.Power or Weights.Maximum
        ? $"an α above 0 is for weights that are numbers, and for balance weights; these are {model.Weights} weights"
        : null;

    /// <summary>Why the bound of the declared α has nothing to prove by itself; null where it has.</summary>
    public static string? BoundedObstacle(ModelDescription model) => model.Alpha > 0 ? null : "the model is trained at α = 0, which is the bound of log ŵ";

    // log x_j and b_j, from their definitions.
    private static (Tensor Logs, Tensor Shares) Parts<TModel>(Proposal<TModel> proposal) where TModel : class, IModel<TModel>
    {
        var weights = proposal.LogWeights.detach();
        var (count, mixture) = (weights.shape[1], proposal.LogMixture?.detach());
        return Trial<TModel>.Model.Weights switch
        {
            Weights.Learned => (weights, mixture!.exp()),
            Weights.Balance => (weights + mixture! + Math.Log(count), full_like(weights, 1.0 / count)),
            _ => (weights, full_like(weights, 1.0 / count)),
        };
    }

    private static Verdict Worst(params Verdict[] verdicts) => verdicts.MaxBy(verdict => double.IsNaN(verdict.Strain) ? double.PositiveInfinity : verdict.Strain);
}
