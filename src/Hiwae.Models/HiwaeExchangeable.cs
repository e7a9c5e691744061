namespace Hiwae.Models;

/// <summary>H-IWAE with one proposal for all samples: coupled through the shared auxiliary alone, so that K may differ from call to call.</summary>
[Model(Samples = 5)]
public sealed partial record HiwaeExchangeable(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200])] Tensor Z,
    [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0);
