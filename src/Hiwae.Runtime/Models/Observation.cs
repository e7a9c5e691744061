namespace Hiwae;

/// <summary>The values of a model's data for a batch, each [batch, size] or [batch, …the declared shape], in the order of declaration.</summary>
/// <param name="Values">One tensor for each observed and each given variable.</param>
/// <remarks>
/// It is the caller's to dispose of, or belongs to the scope in which it was made. Disposing of it releases its values: of one that was made of tensors of one's own, these very tensors. What networks
/// are given, they leave as it is.
/// </remarks>
public readonly record struct Observation(ImmutableArray<Tensor> Values) : IDisposable
{
    private long Count { get; init; }

    private ModelDescription? Model { get; init; }

    // Those that were checked for the model: whoever replaces the values replaces what the mark speaks of.
    private ImmutableArray<Tensor> Checked { get; init; }

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
    public Observation Narrow(long start, long count) => Made([.. Values.Select(value => value.narrow(0, start, count))], count);

    /// <summary>Each datum so many times in a row, [batch · times, size].</summary>
    public Observation Repeat(long times) => Made([.. Values.Select(value => value.repeat_interleave(times, 0))], Batch * times);

    /// <summary>The same data on a device: these very tensors where they are there, else copies.</summary>
    public Observation To(Device device) => Made([.. Values.Select(value => value.to(device))], Batch);

    /// <summary>The values of the model's given variables alone, which <see cref="ModelNetwork{TModel}.Generate"/> takes.</summary>
    /// <param name="model">The model that these are the data of.</param>
    public Observation Given(ModelDescription model) => new(
    [
        .. model.Data.Zip(Values).Where(pair => pair.First.Role == Role.Given).Select(pair => pair.Second),
    ]);

    /// <summary>Whether these values were found to be data of a model: what is checked once is not checked at every step.</summary>
    internal bool IsCheckedFor(ModelDescription model) => ReferenceEquals(Model, model) && Checked == Values;

    /// <summary>The same, found to be data of a model.</summary>
    internal Observation CheckedFor(ModelDescription model) => this with { Model = model, Checked = Values };

    /// <summary>Some of these data, each as it is here: they fit whatever model these fit.</summary>
    private Observation Made(ImmutableArray<Tensor> values, long count)
    {
        var made = new Observation(values) { Count = count };
        return Model is { } model && IsCheckedFor(model) ? made.CheckedFor(model) : made;
    }
}
