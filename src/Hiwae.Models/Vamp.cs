namespace Hiwae.Models;

/// <summary>The variational autoencoder with a prior made of its posteriors at 500 learned images (Tomczak and Welling 2018).</summary>
[Model(Samples = 1)]
public sealed partial record Vamp(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>(PseudoInputs = 500), Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);
