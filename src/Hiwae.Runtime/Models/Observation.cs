namespace Hiwae;

/// <summary>The values of a model's observed variables for a batch, each [batch, size], in the order of declaration.</summary>
/// <param name="Values">One tensor for each observed variable.</param>
public readonly record struct Observation(ImmutableArray<Tensor> Values)
{
    /// <summary>The number of data.</summary>
    public long Batch => Values[0].shape[0];

    /// <summary>A single observed variable.</summary>
    public static implicit operator Observation(Tensor value) => new([value]);
}
