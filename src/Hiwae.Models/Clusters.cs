namespace Hiwae.Models;

/// <summary>Ten classes that nobody named, each with an image of its own that z varies: the class is summed over exactly.</summary>
[Model(Samples = 5)]
public sealed partial record Clusters(
    [Shape(784), P<Bernoulli>(nameof(Z), nameof(C), Hidden = [200, 200])] Tensor X,
    [Shape(20), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z,
    [Shape(10), Enumerated, P<Categorical>(Learned = true)] Tensor C);
