namespace Hiwae.Programs;

/// <summary>
/// An operation of a program: what it reads, what it gives, and what else it has to know. Rows of the output's level are computed from the rows that they belong to.
/// </summary>
public abstract partial record Operation
{
    private Operation(Value output) => Output = output;

    /// <summary>The value that it gives.</summary>
    public Value Output { get; init; }

    /// <summary>The part of the model that it belongs to, such as <c>p(x | z)</c>.</summary>
    public string Part { get; init; } = "";

    /// <summary>The values that it reads, in a fixed order; null for one that is left out.</summary>
    public abstract ImmutableArray<Value?> Inputs { get; }

    /// <summary>The same operation on other values.</summary>
    /// <param name="map">What is read instead of each input.</param>
    public abstract Operation Reading(Func<Value, Value> map);

    private static Value? Mapped(Value? value, Func<Value, Value> map) => value is { } known ? map(known) : null;
}
