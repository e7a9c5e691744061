namespace Hiwae;

/// <summary>
/// Each value of a vector, or channel of an image, brought to mean 0 and variance 1 over the batch, samples included, then scaled and
/// shifted by learned numbers (Ioffe and Szegedy 2015). In training a datum's bound then depends on the other data of
/// its batch; otherwise running averages take their place.
/// </summary>
public sealed class BatchNormAttribute : NormalisationAttribute;
