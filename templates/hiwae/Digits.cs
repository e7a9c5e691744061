//#if (images)
/// <summary>Images of 28 × 28 pixels: five distinct proposals that share one draw of z0, weighted by the balance heuristic.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record HiwaeModelName(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
    [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0);
//#endif
//#if (conv)
/// <summary>Images of 28 × 28 pixels, by convolutions.</summary>
[Model(Samples = 5)]
public sealed partial record HiwaeModelName(
    [Shape(1, 28, 28), P<Bernoulli>(nameof(Z), Net = typeof(Decoder))] Tensor X,
    [Shape(32), P<Normal>, Q<Normal>(nameof(X), Net = typeof(Encoder))] Tensor Z);

/// <summary>From an image to a hundred numbers; the compiler computes the shapes between.</summary>
[Network(Activation = Activation.Elu)]
[Conv(16, Stride = 2, Padding = 1), Conv(32, Stride = 2, Padding = 1), Flatten, Dense(100)]
public sealed partial record Encoder;

/// <summary>From z to an image of logits.</summary>
[Network(Activation = Activation.Elu)]
[Dense(100), Dense(32 * 7 * 7), Unflatten(32, 7, 7), Upsample, Conv(16, Padding = 1), Upsample, Conv(1, Padding = 1, Activation = Activation.Identity)]
public sealed partial record Decoder;
//#endif
//#if (table)
/// <summary>People, with two numbers, a yes or no and a category of three; some cells are empty.</summary>
[Model(Samples = 10)]
public sealed partial record HiwaeModelName(
    [Shape(2), Column("age", "hours"), Mask(nameof(KnownNumbers)), P<StudentT>(nameof(Z), Hidden = [32])] Tensor Numbers,
    [Shape(1), Column("married"), P<Bernoulli>(nameof(Z), Hidden = [32])] Tensor Married,
    [Shape(3), Column("work"), P<Categorical>(nameof(Z), Hidden = [32])] Tensor Work,
    [Shape(4), P<Normal>, Q<Normal>(nameof(Numbers), nameof(KnownNumbers), nameof(Married), nameof(Work), Hidden = [32])] Tensor Z,
    [Given, Shape(2)] Tensor KnownNumbers);
//#endif
