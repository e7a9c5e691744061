namespace Hiwae.Programs;

/// <summary>What a program knows of a family of densities: what is traced from its formula.</summary>
/// <param name="Name">The type's name.</param>
/// <param name="ParametersPerValue">How many numbers of a raw output one value takes.</param>
/// <param name="Noises">What a draw is made of, in the order in which it is drawn; nothing where a draw has no compiled form.</param>
public abstract record DensityForm(string Name, int ParametersPerValue, ImmutableArray<NoiseKind> Noises);

/// <summary>One categorical variable over all columns: see <see cref="Categorical"/>.</summary>
public sealed record CategoricalForm() : DensityForm(nameof(Categorical), 1, []);
