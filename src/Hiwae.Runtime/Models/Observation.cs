namespace Hiwae;

/// <summary>The values of a model's data for a batch, each [batch, size], in the order of declaration.</summary>
/// <param name="Values">One tensor for each observed and each given variable.</param>
/// <remarks>
/// It is the caller's to dispose of, or belongs to the scope in which it was made. Disposing of it releases its values: of one that was made of tensors of one's own, these very tensors. What networks
/// are given, they leave as it is.
/// </remarks>
public readonly record struct Observation(ImmutableArray<Tensor> Values) : IDisposable
{
    private long Count { get; init; }

    /// <summary>The number of data.</summary>
    public long Batch => Values.IsDefaultOrEmpty ? Count : Values[0].shape[0];

    /// <summary>An observation without values, for models without data: one row for each group of proposals.</summary>
    /// <param name="count">The number of rows.</param>
    public static Observation Nothing(long count) => new([]) { Count = count };

    /// <summary>Releases the values.</summary>
    public void Dispose()
    {
        foreach (var value in Values.IsDefault ? [] : Values)
            value.Dispose();
    }

    /// <summary>A single variable.</summary>
    public static implicit operator Observation(Tensor value) => new([value]);

    /// <summary>A range of the data, as views of the same memory.</summary>
    public Observation Narrow(long start, long count) =>
        new([.. Values.Select(value => value.narrow(0, start, count))]) { Count = count };

    /// <summary>Each datum so many times in a row, [batch · times, size].</summary>
    public Observation Repeat(long times) =>
        new([.. Values.Select(value => value.repeat_interleave(times, 0))]) { Count = Batch * times };

    /// <summary>The values of the model's given variables alone, which <see cref="ModelNetwork{TModel}.Generate"/> takes.</summary>
    /// <param name="model">The model that these are the data of.</param>
    public Observation Given(ModelDescription model) => new(
    [
        .. model.Data.Zip(Values).Where(pair => pair.First.Role == Role.Given).Select(pair => pair.Second),
    ]);
}
