namespace Hiwae.Models;

/// <summary>H-IWAE on the reference architecture of Huang et al. (2019): residual convolutions with normalised weights, and one context for all proposals.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record HiwaeConv(
    [Shape(1, 28, 28), P<Bernoulli>(nameof(Z), Net = typeof(ImageDecoder))] Tensor X,
    [Shape(32), P<Normal>, Q<Normal>(nameof(Z0), Context = nameof(H), Net = typeof(InContext), Distinct = true)] Tensor Z,
    [Shape(32), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), Context = nameof(H), Net = typeof(InContext))] Tensor Z0,
    [Feature<ImageEncoder>(nameof(X))] Tensor H);

[Network(Activation = Activation.Elu, WeightNorm = true, Residual = true)]
[Conv(16, Stride = 2, Padding = 1), Conv(16, Padding = 1), Conv(32, Stride = 2, Padding = 1), Conv(32, Padding = 1)]
[Conv(32, Stride = 2, Padding = 1), Flatten, Dense(100)]
public sealed partial record ImageEncoder;

[Network(Activation = Activation.Elu, WeightNorm = true, Residual = true)]
[Dense(100), Dense(512), Unflatten(32, 4, 4), Upsample(Mode = Interpolation.Bilinear), Conv(32, Padding = 1), Conv(32, Padding = 1), Crop(7, 7)]
[Upsample(Mode = Interpolation.Bilinear), Conv(16, Padding = 1), Conv(16, Padding = 1), Upsample(Mode = Interpolation.Bilinear), Conv(1, Padding = 1)]
public sealed partial record ImageDecoder;

[Network(Activation = Activation.Elu, WeightNorm = true)]
[Dense(100, Conditioned = true), Dense(100, Conditioned = true)]
public sealed partial record InContext;
