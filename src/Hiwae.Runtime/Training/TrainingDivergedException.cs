namespace Hiwae.Training;

/// <summary>The bound, or its gradient, stopped being finite, so that no step can be taken. The message names what went wrong first, and then what to do.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>A run that cannot go on.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="what">What is not finite, as a clause, such as <c>the bound is NaN</c>.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step, from 1 over the whole run.</param>
    /// <param name="cause">What was not finite first.</param>
    internal TrainingDivergedException(string model, string what, int epoch, long step, Divergence cause)
        : base(FormattableString.Invariant($"{model}: {what} at step {step} (epoch {epoch}). ") + cause)
    {
        Step = step;
        Parameter = (cause as Divergence.OfParameter)?.Name ?? (cause as Divergence.OfGradient)?.Name;
        (Variable, Datum) = cause switch
        {
            Divergence.OfTerm term => (term.Variable, term.At.Row),
            Divergence.OfWeights weights => (null, weights.At.Row),
            _ => ((string?)null, (long?)null),
        };
    }

    /// <summary>The step, from 1 over the whole run.</summary>
    public long Step { get; }

    /// <summary>The parameter that was not finite first, or had such a gradient, as <c>state_dict</c> names it; null where it was something else.</summary>
    public string? Parameter { get; }

    /// <summary>The variable whose value or log-density was not finite first; null where it was something else.</summary>
    public string? Variable { get; }

    /// <summary>The datum at which it was, from 0: its number in the training set or, where the caller made the batch, its row; null where it is none's.</summary>
    public long? Datum { get; }
}
