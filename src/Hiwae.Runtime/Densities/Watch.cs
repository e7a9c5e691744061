namespace Hiwae;

/// <summary>A log-density that was computed.</summary>
/// <param name="Result">The very tensor that was returned; it may be released by now, and serves to know it by.</param>
/// <param name="Density">The name of the density's type, or the target's.</param>
/// <param name="LogDensity">The result in nats, [batch, 1 or samples], or with an axis of heads after it.</param>
/// <param name="Value">The value at which it was taken, [..., size].</param>
/// <param name="Raw">The raw parameters, [..., n · size]; null for a target, and for the components of a mixture.</param>
/// <param name="Cells">The log-density of each value of a vector, given its raw parameters and the vector; null where these are not apart.</param>
internal sealed record WatchedDensity(Tensor Result, string Density, Tensor LogDensity, Tensor Value, Tensor? Raw, Func<Tensor, Tensor, Tensor>? Cells)
{
    /// <summary>Positive where a value counts; all do where null.</summary>
    public Tensor? Mask { get; init; }
}

/// <summary>
/// Notes the log-densities that a thread computes, in their order, for whoever looks for one that went wrong. When nobody looks, it is the reading of one field.
/// </summary>
internal sealed class Watch : IDisposable
{
    [ThreadStatic]
    private static Watch? current;

    private readonly List<WatchedDensity> noted = [];
    private readonly List<Tensor> kept = [];

    private Watch()
    {
    }

    /// <summary>What was noted.</summary>
    public IReadOnlyList<WatchedDensity> Noted => noted;

    /// <summary>Begins to note; disposing of the result ends it, and releases what was noted.</summary>
    public static Watch Begin() => current = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        current = null;
        foreach (var tensor in kept)
            tensor.Dispose();
    }

    /// <summary>The log-density itself, noted where someone looks.</summary>
    public static Tensor Log<TDensity>(Tensor logDensity, Tensor? raw, Tensor value, Tensor? mask = null) where TDensity : struct, IDensity<TDensity>
    {
        current?.Note(new(logDensity, DensityAttribute.NameOf(typeof(TDensity)), logDensity, value, raw, raw is null || !TDensity.IsPointwise ? null : CellsOf<TDensity>) { Mask = mask });
        return logDensity;
    }

    /// <summary>The logarithm of a target itself, noted where someone looks.</summary>
    public static Tensor LogTarget<TTarget>(Tensor logDensity, Tensor value) where TTarget : struct, ITarget<TTarget>
    {
        current?.Note(new(logDensity, typeof(TTarget).Name, logDensity, value, null, null));
        return logDensity;
    }

    /// <summary>A log-density that is left out where its variable is missing, in the place of the one that was noted before.</summary>
    public static Tensor LeftOut(Tensor logDensity, Tensor whole, Tensor mask)
    {
        if (current is { } watch && watch.noted.FindIndex(other => ReferenceEquals(other.Result, whole)) is var at and >= 0)
            watch.noted[at] = watch.noted[at] with { Result = logDensity, LogDensity = watch.Kept(logDensity), Mask = watch.Kept(mask) };
        return logDensity;
    }

    // What only the function that computes it holds would be gone when it returns.
    private void Note(WatchedDensity density) => noted.Add(density with
    {
        LogDensity = Kept(density.LogDensity),
        Value = Kept(density.Value),
        Raw = density.Raw is null ? null : Kept(density.Raw),
        Mask = density.Mask is null ? null : Kept(density.Mask),
    });

    private Tensor Kept(Tensor tensor)
    {
        kept.Add(tensor.alias().DetachFromDisposeScope());
        return kept[^1];
    }

    /// <summary>[n · size] and [size] to [size].</summary>
    private static Tensor CellsOf<TDensity>(Tensor raw, Tensor value) where TDensity : struct, IDensity<TDensity>
    {
        var size = value.shape[^1];
        return TDensity.LogDensity(raw.reshape(-1, size).transpose(0, 1), value.unsqueeze(-1));
    }
}
