namespace Hiwae.Models;

/// <summary>IWAE of a density on the plane: independent draws of one normal proposal.</summary>
[Model(Samples = 5)]
public sealed partial record ToyIwae(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(Learned = true)] Tensor Z,
    [Given, Shape(1)] Tensor Which);
