using Hiwae.Formulas;

namespace Hiwae.Programs;

public sealed partial class Recorder
{
    private readonly List<Term> terms = [];
    private readonly List<Value> crosses = [];
    private readonly List<Drawn> draws = [];

    /// <summary>The data with a neutral value wherever one is missing, as <see cref="Missing.Fill"/>.</summary>
    /// <param name="value">[data, size].</param>
    /// <param name="mask">[data, size] or [data, 1]; positive where the value was observed.</param>
    /// <param name="neutral">A value in the support.</param>
    public Value Fill(Value value, Value mask, double neutral) =>
        Record(output => new Operation.Fill(output, value, mask, neutral), Highest(value, mask), value.Columns, value.Rows);

    /// <summary>A reparameterised draw.</summary>
    /// <typeparam name="T">The density.</typeparam>
    /// <param name="raw">Its raw parameters, of the draw's level or a lower one.</param>
    /// <param name="size">The number of values.</param>
    /// <param name="inPlate">Whether each of the K proposals has its own, rather than each group.</param>
    /// <exception cref="ArgumentException">The number of raw parameters is not what the density takes.</exception>
    public Value Draw<T>(Value raw, int size, bool inPlate) where T : struct, IDensity<T>
    {
        var drawn = Drawing<T>(raw, size, inPlate);
        draws.Add(new(part, drawn));
        return drawn;
    }

    /// <summary>Each proposal's own parameters out of those of all heads.</summary>
    /// <param name="allHeads">[..., heads · outputs].</param>
    /// <param name="heads">S, the number of heads; proposal j has head j mod S.</param>
    public Value SelectHead(Value allHeads, int heads) => heads == 1
        ? allHeads
        : Record(output => new Operation.SelectHead(output, allHeads, heads), Level.Sample, allHeads.Columns / heads);

    /// <summary>Adds the log-density of an observed variable to the log weights: what the warm-up of training does not scale.</summary>
    /// <inheritdoc cref="Add"/>
    public void Observe<T>(Value raw, Value value, Value? mask = null, int components = 1, bool wholeMask = false) where T : struct, IDensity<T> =>
        Term<T>(raw, value, mask, components, isEqual: false, wholeMask, TermKind.Observed);

    /// <summary>Adds the log-density of a target to the log weights, which the warm-up of training does not scale either.</summary>
    /// <typeparam name="T">The target.</typeparam>
    /// <param name="value">The value at which it is taken.</param>
    /// <param name="parents">The values that it is conditioned on.</param>
    /// <exception cref="ArgumentException">The value or a parent does not fit the target.</exception>
    public void ObserveTarget<T>(Value value, params ReadOnlySpan<Value> parents) where T : struct, ITarget<T>
    {
        if (T.Form is not { } form)
        {
            Refuse($"the target {typeof(T).Name} has no compiled form");
            return;
        }

        ImmutableArray<Value> given = [.. parents];
        if (IsOfJoint && given.Any(parent => values[parent.Id].IsDifferentiable))
            Refuse($"the target {form.Name} is conditioned on latent variables, where no compiled gradient goes");
        form.Formulas(value.Columns, given.Sum(parent => parent.Columns));
        var target = Record(output => new Operation.LogTarget(output, form, value, given), Highest([value, .. parents]), 1);
        terms.Add(new(target, TermKind.Observed));
    }

    /// <summary>Adds a log-density to the log weights: a factor of p or r.</summary>
    /// <typeparam name="T">The density, or that of a mixture's components.</typeparam>
    /// <param name="raw">Its raw parameters.</param>
    /// <param name="value">The value at which it is taken.</param>
    /// <param name="mask">Says which values are there; all are where null. [data, size] or, with <paramref name="wholeMask"/>, [data, 1].</param>
    /// <param name="components">The number of components of a mixture; 1 for the density itself.</param>
    /// <param name="wholeMask">Whether the variable is there or missing as a whole.</param>
    /// <exception cref="ArgumentException">The number of raw parameters is not what the density takes.</exception>
    public void Add<T>(Value raw, Value value, Value? mask = null, int components = 1, bool wholeMask = false) where T : struct, IDensity<T> =>
        Term<T>(raw, value, mask, components, isEqual: false, wholeMask, TermKind.Added);

    /// <summary>Subtracts a log-density from the log weights: a factor of q.</summary>
    /// <inheritdoc cref="Add"/>
    public void Subtract<T>(Value raw, Value value, Value? mask = null, int components = 1, bool wholeMask = false) where T : struct, IDensity<T> =>
        Term<T>(raw, value, mask, components, isEqual: false, wholeMask, TermKind.Subtracted);

    /// <summary>Adds the log-density of a mixture of equal weights, as <see cref="Mixture{TDensity}.Equal"/>.</summary>
    /// <typeparam name="T">The density of the components.</typeparam>
    /// <param name="raw">The components' raw parameters, one row for each.</param>
    /// <param name="value">The value at which it is taken.</param>
    /// <param name="components">The number of components.</param>
    /// <exception cref="ArgumentException">The number of raw parameters is not what the density takes.</exception>
    public void AddEqual<T>(Value raw, Value value, int components) where T : struct, IDensity<T> =>
        Term<T>(raw, value, null, components, isEqual: true, wholeMask: false, TermKind.Added);

    /// <summary>
    /// Subtracts the log-density of each proposal under its own head, and keeps those under all the others for the weighting.
    /// </summary>
    /// <typeparam name="T">The density.</typeparam>
    /// <param name="allHeads">The raw parameters of all heads, [..., heads · outputs].</param>
    /// <param name="value">The proposals.</param>
    /// <param name="heads">S, the number of heads; proposal j has head j mod S.</param>
    /// <exception cref="ArgumentException">The number of raw parameters is not what the density takes.</exception>
    public void SubtractCrossed<T>(Value allHeads, Value value, int heads) where T : struct, IDensity<T>
    {
        if (Form<T>() is not { } form)
            return;
        CheckRaw(form, allHeads with { Columns = allHeads.Columns / heads }, value.Columns, 1, isEqual: false);
        var raw = WithinLogQ(allHeads);
        crosses.Add(Record(output => new Operation.Cross(output, form, raw, value, heads), Level.Sample, heads));
        crossed.Add((form, allHeads, value, heads));
    }

    /// <summary>Ends the recording: log ŵ under a weighting that needs nothing else.</summary>
    /// <param name="weights">Uniform, balance or maximum.</param>
    /// <exception cref="ArgumentException">The weighting needs more: its logarithms, or an exponent.</exception>
    public void Weigh(Weights weights) => Estimate(weights switch
    {
        Weights.Uniform => new Weighting.Uniform(),
        Weights.Balance => new Weighting.Power(1),
        Weights.Maximum => new Weighting.Maximum(),
        _ => throw new ArgumentException($"The weighting {weights} needs more than its name; pass log π to Weigh, or β to WeighByPower.", nameof(weights)),
    });

    /// <summary>Ends the recording: log ŵ under learned weights.</summary>
    /// <param name="logWeights">The logarithms of the heads' weights, one number for each head.</param>
    public void Weigh(Value logWeights) => Estimate(new Weighting.Learned(logWeights));

    /// <summary>Ends the recording: log ŵ under the power heuristic.</summary>
    /// <param name="beta">β, at least 0.</param>
    public void WeighByPower(double beta) => Estimate(new Weighting.Power(beta));

    private Value Drawing<T>(Value raw, int size, bool inPlate) where T : struct, IDensity<T>
    {
        var level = inPlate ? Level.Sample : Level.Group;
        if (Form<T>() is not { } form)
            return NewValue(new ValueSource.Computed(), level, 0, size, false);
        if (form.Noises.IsEmpty)
        {
            Refuse($"draws of the density {form.Name} have no compiled form");
            return NewValue(new ValueSource.Computed(), level, 0, size, false);
        }

        CheckRaw(form, raw, size, 1, isEqual: false);
        if (inPlate && IsOfHeads(raw))
            Refuse($"{part} is conditioned on a draw of distinct proposals, and its double reparameterisation has no compiled form");
        ImmutableArray<Value> noises = [.. form.Noises.Select((kind, i) => Random(kind, level, 0, form.NoiseColumns(i, size)))];
        return Record(output => new Operation.Draw(output, form, raw, noises), level, size);
    }

    private void Estimate(Weighting weighting)
    {
        var weighed = SummedTerms();
        Begin("log ŵ");
        if (weighting is Weighting.Power or Weighting.Maximum && crosses.Count == 0)
            Refuse("its weights compare proposals, but no factor has them compared");
        var compared = Compared(weighting);
        Record(output => new Operation.Estimate(output, weighed, [.. crosses], weighting) { Compared = compared }, Level.Group, 1);
    }

    private void Term<T>(Value raw, Value value, Value? mask, int components, bool isEqual, bool wholeMask, TermKind kind) where T : struct, IDensity<T>
    {
        if (Form<T>() is not { } form)
            return;
        CheckRaw(form, raw, value.Columns, components, isEqual);

        // Learned parameters of several heads have a row for each of them.
        var isOfHeads = !isEqual && raw is { Level: Level.Once, Rows: > 1 };
        var level = isOfHeads ? Level.Sample : mask is { } known ? Highest(raw, value, known) : Highest(raw, value);
        var read = kind == TermKind.Subtracted ? WithinLogQ(raw) : raw;
        terms.Add(new(Record(output => new Operation.LogDensity(output, form, read, value, mask, components, isEqual, wholeMask), level, 1), kind));
    }

    private DensityForm? Form<T>() where T : struct, IDensity<T>
    {
        if (T.Form is { } form)
            return form;
        Refuse($"the density {DensityAttribute.NameOf(typeof(T))} has no compiled form");
        return null;
    }

    private static void CheckRaw(DensityForm form, Value raw, int size, int components, bool isEqual)
    {
        var each = form.Parameters(size);
        var (given, needed) = (isEqual ? raw.Rows * raw.Columns : raw.Columns, components == 1 && !isEqual ? each : components * (each + (isEqual ? 0 : 1)));
        if (given != needed)
            throw new ArgumentException(
                $"{form.Name} of {size} values{(components == 1 ? "" : $" with {components} components")} takes {needed} raw parameters; {given} were recorded.", nameof(raw));
    }
}
