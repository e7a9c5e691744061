namespace Hiwae.Cli.Tests;

/// <summary>A model of 8 × 8 images with heads of its own for each proposal.</summary>
[Model(Samples = 2, Weights = Weights.Balance)]
public sealed partial record SmallBalance(
    [Shape(64), P<Bernoulli>(nameof(Z), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [8], Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X), Hidden = [8]), R<Normal>(nameof(Z), nameof(X), Hidden = [8])] Tensor Z0);

/// <summary>A model of 8 × 8 images whose weights have no doubly reparameterised gradient.</summary>
[Model(Samples = 2, Weights = Weights.Power)]
public sealed partial record SmallPower(
    [Shape(64), P<Bernoulli>(nameof(Z), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [8], Distinct = true)] Tensor Z);

/// <summary>A model of 8 × 8 images whose weights are learned.</summary>
[Model(Samples = 2, Weights = Weights.Learned)]
public sealed partial record SmallLearned(
    [Shape(64), P<Bernoulli>(nameof(Z), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [8], Distinct = true)] Tensor Z);

/// <summary>A model of 8 × 8 images.</summary>
[Model(Samples = 3)]
public sealed partial record Small(
    [Shape(64), P<Bernoulli>(nameof(Z), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [8])] Tensor Z);

/// <summary>What the demonstration looks for, smaller than the real one.</summary>
[Model(Name = "iwae", Samples = 2)]
public sealed partial record DemoPlain(
    [Shape(784), P<Bernoulli>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

/// <summary>What the demonstration looks for, smaller than the real one.</summary>
[Model(Name = "hiwae", Samples = 2, Weights = Weights.Balance)]
public sealed partial record DemoCoupled(
    [Shape(784), P<Bernoulli>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

/// <summary>A model of 8 × 8 images whose label is known.</summary>
[Model(Samples = 2)]
public sealed partial record SmallLabelled(
    [Shape(64), P<Bernoulli>(nameof(Z), nameof(Y), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>(nameof(Y)), Q<Normal>(nameof(X), nameof(Y), Hidden = [8])] Tensor Z,
    [Given, Shape(8)] Tensor Y);

/// <summary>A model of 8 × 8 images of which pixels may be missing.</summary>
[Model(Samples = 2)]
public sealed partial record SmallMasked(
    [Shape(1, 8, 8), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(Seen), Hidden = [8])] Tensor Z,
    [Given, Shape(1, 8, 8)] Tensor Seen);

/// <summary>A model of 8 × 8 images and their labels together.</summary>
[Model(Samples = 2)]
public sealed partial record SmallJoint(
    [Shape(64), P<Bernoulli>(nameof(Z), Hidden = [8])] Tensor X,
    [Shape(8), P<Categorical>(nameof(Z), Hidden = [8])] Tensor Y,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [8])] Tensor Z);

/// <summary>A density on the plane, of a program that has none of the models that are compared on such.</summary>
[Model(Samples = 2)]
public sealed partial record SmallTarget(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(Learned = true)] Tensor Z,
    [Given, Shape(1)] Tensor Which);

/// <summary>Reads 8 × 8 images.</summary>
[Network(Activation = Activation.Elu)]
[Conv(4, Stride = 2, Padding = 1), Flatten, Dense(8, WeightNorm = true)]
public sealed partial record SmallEncoder;

/// <summary>Reads 8 × 8 images, all of a batch together.</summary>
[Network]
[Conv(4, Stride = 2, Padding = 1), BatchNorm, Flatten]
public sealed partial record SmallNormaliser;

/// <summary>A model of 8 × 8 images whose steps cannot be compiled.</summary>
[Model(Samples = 2)]
public sealed partial record SmallNormalised(
    [Shape(1, 8, 8), P<Bernoulli>(nameof(Z), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Net = typeof(SmallNormaliser))] Tensor Z);

/// <summary>Has most of the language in it.</summary>
[Model(Samples = 2, Weights = Weights.Balance)]
public sealed partial record SmallWhole(
    [Shape(1, 8, 8), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), nameof(Y), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>(Learned = true, Components = 3), Q<Normal>(nameof(Z0), nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H))] Tensor Z0,
    [Feature<SmallEncoder>(nameof(X))] Tensor H,
    [Given, Shape(8)] Tensor Y,
    [Given, Shape(1)] Tensor Seen);
