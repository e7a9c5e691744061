namespace Hiwae.Distributed.Tests;

/// <summary>Normalises batches before the plate and in it.</summary>
[Model(Samples = 3)]
public sealed partial record Normalising(
    [Shape(784), P<Bernoulli>(nameof(Z), Net = typeof(NormalisingNet))] Tensor X,
    [Shape(4), P<Normal>, Q<Normal>(nameof(X), Net = typeof(NormalisingNet))] Tensor Z);

[Network(Activation = Activation.Elu)]
[Dense(12), BatchNorm, Dense(8)]
public sealed partial record NormalisingNet;

/// <summary>Drops out, in the plate and before it.</summary>
[Model(Samples = 4, Gradient = Gradient.DoublyReparameterised)]
public sealed partial record Dropping(
    [Shape(784), P<Bernoulli>(nameof(Z), Net = typeof(DroppingNet))] Tensor X,
    [Shape(4), P<Normal>, Q<Normal>(nameof(X), Net = typeof(DroppingNet))] Tensor Z);

[Network]
[Dense(12), Dropout(0.5)]
public sealed partial record DroppingNet;
