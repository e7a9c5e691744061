namespace Hiwae;

/// <summary>All values of a datum brought to mean 0 and variance 1, then scaled and shifted by learned numbers (Ba et al. 2016).</summary>
public sealed class LayerNormAttribute : NormalisationAttribute;
