namespace Hiwae.Models;

/// <summary>A recurrent autoencoder of sequences (Chung et al. 2015): at each of 28 steps a row of the image, with a latent variable of its own, given what a recurrent state keeps of the rows before.</summary>
[Model(Samples = 5)]
public sealed partial record Vrnn(
    [Repeat(28), Shape(28), P<Bernoulli>(nameof(Z), Previous = [nameof(H)], Hidden = [100])] Tensor X,
    [Repeat(28), Shape(8), P<Normal>(Previous = [nameof(H)], Hidden = [50]), Q<Normal>(nameof(X), Previous = [nameof(H)], Hidden = [100])] Tensor Z,
    [Repeat(28), Shape(100), Feature<Recurrence>(nameof(X), nameof(Z), Previous = [nameof(H)])] Tensor H);

/// <summary>The next state of a recurrence.</summary>
[Network]
[Dense(100)]
public sealed partial record Recurrence;
