namespace Hiwae.Studies.Burda;

/// <summary>One stochastic layer of 50 behind two of 200, as Burda et al. (2016) have it; declared like the model of this name, whose runs these are.</summary>
[Model(Name = "iwae", Samples = 5)]
internal sealed partial record OneLayer(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);

/// <summary>Two stochastic layers, of 100 and of 50.</summary>
[Model(Name = "iwae-two-layer", Samples = 5)]
internal sealed partial record TwoLayers(
    [Shape(784), P<Bernoulli>(nameof(Z1), Hidden = [200, 200])] Tensor X,
    [Shape(100), P<Normal>(nameof(Z2), Hidden = [100, 100]), Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z1,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z1), Hidden = [100, 100])] Tensor Z2);
