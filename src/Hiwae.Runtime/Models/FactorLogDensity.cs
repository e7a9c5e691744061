namespace Hiwae;

/// <summary>The log-density of one factor at a trace.</summary>
/// <param name="Kind">Generative, inference or reverse.</param>
/// <param name="Variable">The variable that it is a density of.</param>
/// <param name="LogDensity">In nats, [batch, samples], or [batch, 1] outside the plate.</param>
public readonly record struct FactorLogDensity(FactorKind Kind, string Variable, Tensor LogDensity);
