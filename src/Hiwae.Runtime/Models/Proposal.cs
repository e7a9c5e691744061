using Hiwae.Native;

namespace Hiwae;

/// <summary>
/// K proposals for every datum of a batch, with everything that the bound needs. It is the caller's to dispose of, or belongs to the scope in which it was asked for: disposing of it
/// releases the trace, the log weights and the factors' log-densities, not the data that it was made for, nor what was computed from it.
/// </summary>
/// <typeparam name="TModel">The declared model.</typeparam>
/// <param name="Trace">The joint sample: data, latents and auxiliaries.</param>
/// <param name="LogWeights">log w_j = log p(x, z_j) + log r(z0 | z_j, x) − log q(z0, z_j | x) in nats, [batch, samples].</param>
/// <param name="LogMixture">log π_j, [batch, samples]; null for uniform weights, where it is −log K.</param>
/// <param name="Factors">The log-density of each factor in nats, [batch, samples] or, for a variable outside the plate, [batch, 1].</param>
public sealed record Proposal<TModel>(
    TModel Trace,
    Tensor LogWeights,
    Tensor? LogMixture,
    ImmutableArray<FactorLogDensity> Factors) : IDisposable
    where TModel : class, IModel<TModel>
{
    /// <summary>What the log weights sum over; null where nothing is enumerated.</summary>
    public StateSum? States { get; init; }

    /// <summary>log(π_j w_j), [batch, samples]: its log-sum-exp over the samples is log ŵ.</summary>
    public Tensor LogTerms() => LogMixture is null
        ? LogWeights.Minus(Math.Log(LogWeights.shape[^1]))
        : LogWeights.Plus(LogMixture);

    /// <summary>
    /// The same while the bound is warmed up (Sønderby et al. 2016), and with the weight of a β-VAE (Higgins et al. 2017): log v_j = log p(observed) + T (everything else, log π_j + log K included) − log K,
    /// [batch, samples], in nats. Targets count as observed.
    /// </summary>
    /// <param name="temperature">T, at least 0, where everything else is left out; at 1 this is log(π_j w_j).</param>
    public Tensor LogTerms(double temperature)
    {
        if (temperature == 1)
            return LogTerms();
        using var scope = NewDisposeScope();
        var observed = TModel.Description.Variables.Where(v => v.Role == Role.Observed || v.Factors.Any(f => f.IsTarget)).Select(v => v.Name).ToHashSet();
        var factors = Factors
            .Where(factor => States is null || !(factor.Kind == FactorKind.P ? States.Has(factor.Variable) : States.IsOver(factor.Variable)))
            .ToLookup(factor => factor.Kind == FactorKind.P && observed.Contains(factor.Variable));
        var terms = factors[true].Aggregate(States?.Log(temperature) ?? zeros_like(LogWeights), (sum, factor) => sum.Plus(factor.LogDensity));
        if (temperature > 0)
        {
            var rest = factors[false].Aggregate(
                LogMixture is null ? zeros_like(LogWeights) : LogMixture.Plus(Math.Log(LogWeights.shape[^1])),
                (sum, factor) => factor.Kind == FactorKind.Q ? sum - factor.LogDensity : sum.Plus(factor.LogDensity));
            terms = terms.Plus(rest.Times(temperature));
        }

        return terms.Minus(Math.Log(LogWeights.shape[^1])).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The terms of a power mean of the weights (VR-IWAE, Daudel et al. 2023): log (π_j w_j^(1 − α)) where π_j is a number, and (1 − α) log (K π_j w_j) − log K under balance weights,
    /// [batch, samples], in nats. Their log-sum-exp over the samples, divided by 1 − α, is log ŵ at α = 0, and decreases in α.
    /// </summary>
    /// <param name="alpha">α, at least 0 and below 1.</param>
    /// <param name="temperature">T of the warm-up, as in <see cref="LogTerms(double)"/>.</param>
    /// <exception cref="ArgumentException">α is out of its range, or above 0 with power or maximum weights.</exception>
    public Tensor LogPowers(double alpha, double temperature = 1)
    {
        if (TModel.Description.CheckAlpha(alpha) == 0)
            return LogTerms(temperature);
        using var scope = NewDisposeScope();
        var (powers, logCount) = (LogTerms(temperature).Times(1 - alpha), Math.Log(LogWeights.shape[^1]));

        // What the power leaves out: a number π_j, warmed up as it is in the terms; of other weights 1/K.
        return (TModel.Description.Weights == Weights.Learned
            ? powers.Plus(LogMixture!.Times(temperature).Plus((temperature - 1) * logCount).Times(alpha))
            : powers.Minus(alpha * logCount)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Trace.Dispose();
        LogWeights.Dispose();
        LogMixture?.Dispose();
        States?.Dispose();
        foreach (var factor in Factors)
            factor.LogDensity.Dispose();
    }

    /// <summary>Moves every tensor that belongs to a scope to the one outside it.</summary>
    public Proposal<TModel> MoveOutOf(DisposeScope scope)
    {
        scope.MoveToOuter(Trace.Variables);
        scope.MoveToOuter(Factors.Select(f => f.LogDensity));
        scope.MoveToOuter(LogWeights);
        States?.MoveOutOf(scope);
        if (LogMixture is not null)
            scope.MoveToOuter(LogMixture);
        return this;
    }
}

/// <summary>The log-density of one factor at a trace.</summary>
/// <param name="Kind">Generative, inference or reverse.</param>
/// <param name="Variable">The variable that it is a density of.</param>
/// <param name="LogDensity">In nats, [batch, samples], or [batch, 1] outside the plate.</param>
public readonly record struct FactorLogDensity(FactorKind Kind, string Variable, Tensor LogDensity);
