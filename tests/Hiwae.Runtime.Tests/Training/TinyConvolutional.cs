namespace Hiwae.Runtime.Tests.Training;

/// <summary>A small model of the same bars with every kind of layer, one context, and normalised weights.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record TinyConvolutional(
    [Shape(1, 4, 4), P<Bernoulli>(nameof(Z), Net = typeof(BarDecoder))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), Context = nameof(H), Net = typeof(BarProposal), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), Context = nameof(H), Net = typeof(BarProposal))] Tensor Z0,
    [Feature<BarEncoder>(nameof(X))] Tensor H);

[Network(Activation = Activation.Elu)]
[Conv(4, Padding = 1), BatchNorm, Dropout(0.1), Conv(4, Stride = 2, Padding = 1, Residual = true), Flatten, LayerNorm, Dense(8)]
public sealed partial record BarEncoder;

[Network(Activation = Activation.Relu, WeightNorm = true)]
[Dense(8, Residual = true), Unflatten(2, 2, 2), Upsample(3, Mode = Interpolation.Bilinear), BatchNorm, Crop(4, 4), Conv(1, Padding = 1)]
public sealed partial record BarDecoder;

[Network(WeightNorm = true)]
[Dense(8, Conditioned = true), Dropout(0.1)]
public sealed partial record BarProposal;
