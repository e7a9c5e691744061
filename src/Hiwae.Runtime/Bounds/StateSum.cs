using Hiwae.Native;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// What a model sums over, by state: log Σ_c p(…, c) of each proposal, and the posterior p(c | …) of the enumerated variables given all others, from which a state is drawn for the trace. It is
/// exact, so that the sum is Σ log p − log p(c | …) at whatever state was drawn.
/// </summary>
public sealed class StateSum : IDisposable
{
    private readonly Enumeration states;
    private readonly Tensor observed;
    private readonly Tensor? others;
    private readonly Tensor posterior;
    private readonly Tensor drawn;
    private readonly ImmutableHashSet<string> variables;

    /// <summary>Sums over the states.</summary>
    /// <param name="states">The enumerated variables.</param>
    /// <param name="batch">The number of data.</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Draws a state of each proposal.</param>
    /// <param name="observed">By variable, observed or enumerated: its log-density in nats, [batch, samples · states].</param>
    /// <param name="others">The same of latent variables that are drawn.</param>
    public StateSum(
        Enumeration states, long batch, long samples, Noise noise, (string Variable, Tensor LogDensity)[] observed, (string Variable, Tensor LogDensity)[] others)
    {
        this.states = states;
        using var scope = NewDisposeScope();
        Tensor? Total((string Variable, Tensor LogDensity)[] terms) => terms.Length == 0
            ? null
            : terms.Select(term => term.LogDensity).Aggregate((sum, next) => sum.Plus(next)).reshape(batch, samples, states.Count);
        this.observed = Total(observed)!.MoveToOuterDisposeScope();
        this.others = Total(others)?.MoveToOuterDisposeScope();
        variables = [.. observed.Concat(others).Select(term => term.Variable)];
        posterior = Sum(1).log_softmax(-1).MoveToOuterDisposeScope();
        using var constant = no_grad();

        // The state whose share of [0, 1) a uniform number is in.
        var passed = posterior.exp().cumsum(-1).le(noise.Uniform(batch, samples, 1)).sum(-1, keepdim: true);
        drawn = passed.clamp(0, states.Count - 1).MoveToOuterDisposeScope();
    }

    /// <summary>log Σ_c p(…, c) in nats, [batch, samples].</summary>
    public Tensor Log() => Log(1);

    /// <summary>log p(…, c) of every state in nats, [batch, samples, states].</summary>
    public Tensor ByState()
    {
        using var scope = NewDisposeScope();
        return Sum(1).alias().MoveToOuterDisposeScope();
    }

    /// <summary>A log-density in the state that was drawn, [batch, samples].</summary>
    /// <param name="logDensity">In every state, [batch, samples · states].</param>
    public Tensor Own(Tensor logDensity)
    {
        using var scope = NewDisposeScope();
        return ByState(logDensity).gather(-1, drawn).squeeze(-1).MoveToOuterDisposeScope();
    }

    /// <summary>The logarithm of the posterior of an enumerated variable, given all others that are not behind it, in the state that was drawn, [batch, samples].</summary>
    /// <param name="variable">Its place among the enumerated ones.</param>
    public Tensor LogPosterior(int variable)
    {
        using var scope = NewDisposeScope();

        // log p(c_1 … c_i) is a sum over the rest, whose states are next to each other.
        Tensor UpTo(int count)
        {
            var rest = states.Variables[count..].Aggregate(1, (product, other) => product * other.Count);
            var joint = posterior.view(posterior.shape[0], posterior.shape[1], -1, rest).logsumexp(-1);
            return joint.gather(-1, drawn.div(rest, RoundingMode.floor)).squeeze(-1);
        }

        return (variable == 0 ? UpTo(1) : UpTo(variable + 1) - UpTo(variable)).MoveToOuterDisposeScope();
    }

    /// <summary>An enumerated variable in the state that was drawn, [batch, samples, size].</summary>
    /// <param name="values">In every state, [batch, samples · states, size].</param>
    public Tensor Value(Tensor values)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var size = values.shape[^1];
        return values.reshape(drawn.shape[0], drawn.shape[1], states.Count, size).gather(2, drawn.unsqueeze(-1).expand(-1, -1, 1, size)).squeeze(2).MoveToOuterDisposeScope();
    }

    /// <summary>Whether the log-density of a generative factor is in the sum.</summary>
    internal bool Has(string variable) => variables.Contains(variable);

    /// <summary>Whether a variable is summed over.</summary>
    internal bool IsOver(string variable) => states.Variables.Any(enumerated => enumerated.Name == variable);

    /// <summary>log Σ_c exp(log p(observed, c | …) + T log p(others | c)) in nats, [batch, samples]: what warm-up makes of the sum.</summary>
    internal Tensor Log(double temperature)
    {
        using var scope = NewDisposeScope();
        return Sum(temperature).logsumexp(-1).MoveToOuterDisposeScope();
    }

    internal void MoveOutOf(DisposeScope scope) => scope.MoveToOuter(Tensors);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var value in Tensors)
            value.Dispose();
    }

    private IEnumerable<Tensor> Tensors => others is null ? [observed, posterior, drawn] : [observed, others, posterior, drawn];

    private Tensor ByState(Tensor values) => values.reshape(drawn.shape[0], drawn.shape[1], states.Count);

    private Tensor Sum(double temperature) => others is null || temperature == 0 ? observed : observed.Plus(others.Times(temperature));
}
