namespace Hiwae.Models;

/// <summary>A variational autoencoder (Kingma and Welling 2014): one sample, no auxiliary.</summary>
[Model(Samples = 1)]
public sealed partial record Vae(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);
