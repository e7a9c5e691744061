namespace Hiwae.Formulas;

/// <summary>A family of densities as a program knows it: the formulas traced from it.</summary>
/// <param name="Name">The type's name.</param>
/// <param name="ParametersPerValue">The number of raw outputs that one value takes.</param>
/// <param name="Noises">The noises that a draw is made of, in the order in which they are drawn; none where a draw has no compiled form.</param>
public abstract record DensityForm(string Name, int ParametersPerValue, ImmutableArray<NoiseKind> Noises)
{
    /// <summary>A value's derivatives by its raw parameters while the noise stays that would draw it; none where the family has no such functions. Inputs: the value, then its raw parameters.</summary>
    public virtual ImmutableArray<Expression> Velocities => [];

    /// <summary>Whether it is known how a value moves with its raw parameters, be it by <see cref="Velocities"/> or otherwise.</summary>
    public virtual bool HasVelocity => !Velocities.IsEmpty;

    /// <summary>The number of raw outputs that a vector takes.</summary>
    /// <param name="size">The number of its values.</param>
    public virtual int Parameters(int size) => ParametersPerValue * size;

    /// <summary>The number of random numbers of one of the <see cref="Noises"/> that a draw of a vector takes.</summary>
    /// <param name="noise">Its place among them.</param>
    /// <param name="size">The number of the vector's values.</param>
    public virtual int NoiseColumns(int noise, int size) => size;
}

/// <summary>An unnormalised density as a program knows it.</summary>
/// <param name="Name">The type's name.</param>
public abstract record TargetForm(string Name)
{
    /// <summary>
    /// Whether the only parent is the index of one of several densities: a whole number from 0 to one less than their number; at any other there is none, and the result is
    /// not a number.
    /// </summary>
    public abstract bool IsIndexed { get; }

    /// <summary>The formulas for a variable and parents of some sizes, recorded once: all that there are by index, otherwise one.</summary>
    /// <param name="values">The variable's size.</param>
    /// <param name="parents">The sizes of all parents together.</param>
    public abstract ImmutableArray<TargetFormula> Formulas(int values, int parents);
}

/// <summary>The formula of an unnormalised density.</summary>
/// <param name="LogDensity">log p̃ in nats. Inputs: the variable's values, then those of the parents in order; of an indexed one, the variable's alone.</param>
/// <param name="Slopes">Its derivatives by the variable's values, of the same inputs.</param>
public sealed record TargetFormula(Expression LogDensity, ImmutableArray<Expression> Slopes)
{
    /// <summary>A formula with its derivatives.</summary>
    /// <param name="logDensity">The formula.</param>
    /// <param name="values">The number of the variable's values.</param>
    internal static TargetFormula Of(Expression logDensity, int values) =>
        new(logDensity, Expression.Derivatives(logDensity, [.. Enumerable.Range(0, values)]));
}
