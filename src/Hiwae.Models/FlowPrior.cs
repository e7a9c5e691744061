namespace Hiwae.Models;

/// <summary>IWAE whose prior on the plane is a normal density that a flow bends (Dinh et al. 2017): codes to look at, in whatever shape they want to lie.</summary>
[Model(Samples = 5)]
public sealed partial record FlowPrior(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(2), P<Normal>(Flow = typeof(Bend)), Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);

/// <summary>Each of the two values scales and shifts the other, twice.</summary>
[Flow]
[Coupling(Hidden = [64]), Permute, Coupling(Hidden = [64]), Permute, Coupling(Hidden = [64]), Permute, Coupling(Hidden = [64])]
public sealed partial record Bend;
