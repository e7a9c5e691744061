namespace Hiwae.Programs;

/// <summary>An enumerated variable: a latent one that the bound sums over.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Support">Its values: vectors with a single one, or of zeros and ones.</param>
/// <param name="Size">The number of values.</param>
public readonly record struct EnumeratedVariable(string Name, Support Support, int Size)
{
    /// <summary>The number of its states: one for each place of the one, or 2 to the power of the size.</summary>
    public int Count => Support switch
    {
        Support.OneHot => Size,
        Support.Binary when Size < 31 => 1 << Size,
        _ => throw new ArgumentException($"{Name} has {Size} values of the support {Support}, whose states cannot be enumerated."),
    };

    /// <summary>One of its values in one of its states.</summary>
    internal float this[int state, int place] => Support == Support.OneHot ? (place == state ? 1f : 0f) : (state >> (Size - 1 - place)) & 1;
}

/// <summary>
/// The joint states of the enumerated variables of a model: what a log-density that reads them is computed at, one state after the other for each proposal, those of the last variable next to
/// each other.
/// </summary>
public sealed class Enumeration
{
    /// <summary>The states of variables.</summary>
    /// <param name="variables">At least one, in the order of declaration.</param>
    /// <exception cref="ArgumentException">A support is not of finitely many values.</exception>
    public Enumeration(params ReadOnlySpan<EnumeratedVariable> variables)
    {
        Variables = [.. variables];
        Count = Variables.Aggregate(1, (product, variable) => checked(product * variable.Count));
    }

    /// <summary>The variables, in the order of declaration.</summary>
    public ImmutableArray<EnumeratedVariable> Variables { get; }

    /// <summary>The number of joint states.</summary>
    public int Count { get; }

    /// <summary>A variable in every joint state, for each proposal: [batch, samples · states, size].</summary>
    /// <param name="variable">Its place among the variables.</param>
    /// <param name="batch">The number of data.</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Says of which type and on which device.</param>
    public Tensor Values(int variable, long batch, long samples, Noise noise)
    {
        using var scope = NewDisposeScope();
        var rows = tensor(Rows(variable), dtype: noise.DType, device: noise.Device).view(1, 1, Count, Variables[variable].Size);
        return rows.expand(batch, samples, Count, Variables[variable].Size).reshape(batch, samples * Count, Variables[variable].Size).MoveToOuterDisposeScope();
    }

    /// <summary>What each proposal has, for each of its states: [batch, samples, …] to [batch, samples · states, …].</summary>
    /// <param name="value">[batch, samples, …].</param>
    public Tensor Repeat(Tensor value) => value.repeat_interleave(Count, 1);

    /// <summary>A variable in every joint state, [states, size], row by row.</summary>
    internal float[] Rows(int variable)
    {
        // How many states in a row have the same of it.
        var run = Variables[(variable + 1)..].Aggregate(1, (product, other) => product * other.Count);
        var one = Variables[variable];
        return [.. from state in Enumerable.Range(0, Count) from place in Enumerable.Range(0, one.Size) select one[state / run % one.Count, place]];
    }
}
