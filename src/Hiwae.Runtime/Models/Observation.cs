namespace Hiwae;

/// <summary>The values of a model's data for a batch, each [batch, size], in the order of declaration.</summary>
/// <param name="Values">One tensor for each observed and each given variable.</param>
public readonly record struct Observation(ImmutableArray<Tensor> Values)
{
    /// <summary>The number of data.</summary>
    public long Batch => Values[0].shape[0];

    /// <summary>A single variable.</summary>
    public static implicit operator Observation(Tensor value) => new([value]);
}
