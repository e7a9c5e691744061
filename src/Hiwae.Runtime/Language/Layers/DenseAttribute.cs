namespace Hiwae;

/// <summary>A dense layer: every output sees every value of a vector.</summary>
/// <param name="outputs">The number of values that it gives, at least 1.</param>
public sealed class DenseAttribute(int outputs) : WeightedLayerAttribute
{
    /// <summary>The number of values that it gives.</summary>
    public int Outputs => outputs;
}
