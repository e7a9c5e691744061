namespace Hiwae.Programs;

/// <summary>What a program knows of a family of densities: what is traced from its formula.</summary>
/// <param name="Name">The type's name.</param>
/// <param name="ParametersPerValue">How many numbers of a raw output one value takes.</param>
/// <param name="Noises">What a draw is made of, in the order in which it is drawn; nothing where a draw has no compiled form.</param>
public abstract record DensityForm(string Name, int ParametersPerValue, ImmutableArray<NoiseKind> Noises);

/// <summary>What a program knows of an unnormalised density.</summary>
/// <param name="Name">The type's name.</param>
public abstract record TargetForm(string Name)
{
    /// <summary>Whether the target is one of so many values and such parents.</summary>
    /// <param name="size">The number of values.</param>
    /// <param name="parents">The number of columns of each parent.</param>
    /// <exception cref="ArgumentException">It is not; the message says what it takes.</exception>
    public abstract void Check(int size, ImmutableArray<int> parents);
}
