namespace Hiwae.Steps;

public sealed partial class StepBuilder
{
    private readonly List<StepTerm> terms = [];
    private readonly List<StepValue> crosses = [];

    /// <summary>The data with a neutral value wherever one is missing, as <see cref="Missing.Fill"/>.</summary>
    /// <param name="value">[data, size].</param>
    /// <param name="mask">[data, size] or [data, 1]; positive where the value was observed.</param>
    /// <param name="neutral">A value in the support.</param>
    public StepValue Fill(StepValue value, StepValue mask, double neutral) =>
        Record(StepKind.Fill, [value, mask], Highest(value, mask), value.Columns, [], [neutral], value.Rows);

    /// <summary>A reparameterised draw.</summary>
    /// <typeparam name="T">The density.</typeparam>
    /// <param name="raw">Its raw parameters, of the draw's level or a lower one.</param>
    /// <param name="size">The number of values.</param>
    /// <param name="inPlate">Whether each of the K proposals has its own, rather than each group.</param>
    public StepValue Draw<T>(StepValue raw, int size, bool inPlate) where T : struct, IDensity<T>
    {
        var level = inPlate ? StepLevel.Sample : StepLevel.Group;
        if (Family<T>() is not { } family)
            return NewValue(StepSource.Computed, level, 0, 0, size, false);
        var kinds = family.Noises();
        if (kinds.IsEmpty)
        {
            Refuse($"draws of the density {typeof(T).Name} have no compiled form");
            return NewValue(StepSource.Computed, level, 0, 0, size, false);
        }

        CheckRaw(family, raw, size, 1, isEqual: false);
        StepValue?[] inputs = [raw, .. kinds.Select(kind => (StepValue?)Noise(kind, level, 0, size))];
        return Record(StepKind.Draw, inputs, level, size, [(long)family, size]);
    }

    /// <summary>Where the densities of a draw are evaluated; double reparameterisation weights what comes back from there to a proposal's own draws.</summary>
    /// <param name="draw">A draw.</param>
    public StepValue Point(StepValue draw)
    {
        if (Gradient != Gradient.DoublyReparameterised || draw.Level != StepLevel.Sample)
            return draw;
        if (points.TryGetValue(draw.Id, out var known))
            return draw with { Id = known };
        var point = Same(StepKind.Point, [draw], []);
        points.Add(draw.Id, point.Id);
        within.Add(point.Id, point.Id);
        return point;
    }

    /// <summary>Each proposal's own parameters out of those of all heads.</summary>
    /// <param name="allHeads">[..., heads · outputs].</param>
    /// <param name="heads">The number of heads, which equals K.</param>
    public StepValue Own(StepValue allHeads, int heads) => heads == 1
        ? allHeads
        : Record(StepKind.Own, [allHeads], StepLevel.Sample, allHeads.Columns / heads, [heads]);

    /// <summary>Adds the log-density of an observed variable to the log weights: what the warm-up of training does not scale.</summary>
    /// <inheritdoc cref="Add"/>
    public void Observe<T>(StepValue raw, StepValue value, StepValue? mask = null, int components = 1, bool wholeMask = false)
        where T : struct, IDensity<T> =>
        Term<T>(raw, value, mask, components, isEqual: false, wholeMask, TermKind.Observed);

    /// <summary>Adds the log-density of a target to the log weights, which the warm-up of training does not scale either.</summary>
    /// <typeparam name="T">The target.</typeparam>
    /// <param name="value">Where it is taken.</param>
    /// <param name="parents">What it is conditioned on.</param>
    /// <exception cref="ArgumentException">The value or a parent does not fit the target.</exception>
    public void ObserveTarget<T>(StepValue value, params ReadOnlySpan<StepValue> parents) where T : struct, ITarget<T>
    {
        if (typeof(T) != typeof(ToyTarget))
        {
            Refuse($"the target {typeof(T).Name} has no compiled form");
            return;
        }

        if (value.Columns != 2 || parents is not [{ Columns: 1 } which])
            throw new ArgumentException(
                $"{nameof(ToyTarget)} takes two values and one parent of one, its index; {value.Columns} and {parents.Length} were recorded.", nameof(value));
        terms.Add(new(Record(StepKind.ToyTarget, [value, which], Highest(value, which), 1, []), TermKind.Observed));
    }

    /// <summary>Adds a log-density to the log weights: a factor of p or r.</summary>
    /// <typeparam name="T">The density, or that of a mixture's components.</typeparam>
    /// <param name="raw">Its raw parameters.</param>
    /// <param name="value">Where it is taken.</param>
    /// <param name="mask">Says which values are there; all are where null. [data, size] or, with <paramref name="wholeMask"/>, [data, 1].</param>
    /// <param name="components">The number of components of a mixture; 1 for the density itself.</param>
    /// <param name="wholeMask">Whether the variable is there or missing as a whole.</param>
    /// <exception cref="ArgumentException">The number of raw parameters is not what the density takes.</exception>
    public void Add<T>(StepValue raw, StepValue value, StepValue? mask = null, int components = 1, bool wholeMask = false)
        where T : struct, IDensity<T> =>
        Term<T>(raw, value, mask, components, isEqual: false, wholeMask, TermKind.Added);

    /// <summary>Subtracts a log-density from the log weights: a factor of q.</summary>
    /// <inheritdoc cref="Add"/>
    public void Subtract<T>(StepValue raw, StepValue value, StepValue? mask = null, int components = 1, bool wholeMask = false)
        where T : struct, IDensity<T> =>
        Term<T>(raw, value, mask, components, isEqual: false, wholeMask, TermKind.Subtracted);

    /// <summary>Adds the log-density of a mixture of equal weights, as <see cref="Mixture{TDensity}.Equal"/>.</summary>
    /// <typeparam name="T">The density of the components.</typeparam>
    /// <param name="raw">The components' raw parameters, one row for each.</param>
    /// <param name="value">Where it is taken.</param>
    /// <param name="components">The number of components.</param>
    /// <exception cref="ArgumentException">The number of raw parameters is not what the density takes.</exception>
    public void AddEqual<T>(StepValue raw, StepValue value, int components) where T : struct, IDensity<T> =>
        Term<T>(raw, value, null, components, isEqual: true, wholeMask: false, TermKind.Added);

    /// <summary>
    /// Subtracts the log-density of each proposal under its own head, and keeps those under all the others for the weighting.
    /// </summary>
    /// <typeparam name="T">The density.</typeparam>
    /// <param name="allHeads">The raw parameters of all heads, [..., heads · outputs].</param>
    /// <param name="value">The proposals.</param>
    /// <param name="heads">The number of heads, which equals K.</param>
    /// <exception cref="ArgumentException">The number of raw parameters is not what the density takes.</exception>
    public void SubtractCrossed<T>(StepValue allHeads, StepValue value, int heads) where T : struct, IDensity<T>
    {
        if (Family<T>() is not { } family)
            return;
        CheckRaw(family, allHeads with { Columns = allHeads.Columns / heads }, value.Columns, 1, isEqual: false);
        crosses.Add(Record(
            StepKind.Cross, [WithinLogQ(allHeads), value], StepLevel.Sample, heads, [(long)family, value.Columns, heads]));
    }

    private void Term<T>(StepValue raw, StepValue value, StepValue? mask, int components, bool isEqual, bool wholeMask, TermKind kind)
        where T : struct, IDensity<T>
    {
        if (Family<T>() is not { } family)
            return;
        CheckRaw(family, raw, value.Columns, components, isEqual);

        // Learned parameters of several heads have a row for each proposal.
        var isOfHeads = !isEqual && raw is { Level: StepLevel.Once, Rows: > 1 };
        var level = isOfHeads ? StepLevel.Sample : mask is { } known ? Highest(raw, value, known) : Highest(raw, value);
        var term = Record(
            StepKind.LogDensity,
            [kind == TermKind.Subtracted ? WithinLogQ(raw) : raw, value, mask],
            level,
            1,
            [(long)family, value.Columns, components, isEqual ? 1 : 0, wholeMask ? 1 : 0]);
        terms.Add(new(term, kind));
    }

    private StepFamily? Family<T>() where T : struct, IDensity<T>
    {
        if (StepFamilies.Of(typeof(T)) is { } family)
            return family;
        Refuse($"the density {typeof(T).Name} has no compiled form");
        return null;
    }

    private static void CheckRaw(StepFamily family, StepValue raw, long size, int components, bool isEqual)
    {
        var each = family.ParametersPerValue() * size;
        var (given, needed) = (isEqual ? raw.Rows * raw.Columns : raw.Columns, components == 1 && !isEqual ? each : components * (each + (isEqual ? 0 : 1)));
        if (given != needed)
            throw new ArgumentException(
                $"{family} of {size} values{(components == 1 ? "" : $" with {components} components")} takes {needed} raw parameters; {given} were recorded.", nameof(raw));
    }
}
