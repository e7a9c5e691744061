namespace Hiwae.Models;

/// <summary>The importance-weighted autoencoder of Burda et al. (2016): independent proposals, no auxiliary.</summary>
[Model(Samples = 5)]
public sealed partial record Iwae(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);
