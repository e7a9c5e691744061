using Hiwae.Programs;
namespace Hiwae.Steps;

/// <summary>
/// Records the bound of a model as a list of operations. A model's network says what there is to record by the same calls, in the same
/// order, by which it proposes: first draws, then factors, then the weighting.
/// </summary>
public sealed partial class StepBuilder
{
    private readonly ImmutableArray<int> sizes;
    private readonly List<RecordedValue> values = [];
    private readonly List<RecordedOperation> operations = [];
    private readonly List<RecordedNoise> noises = [];
    private readonly List<Func<Tensor>> parameters = [];
    private readonly List<int> observed = [];
    private readonly List<string> labels = [];
    private readonly Dictionary<Tensor, StepValue> known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(StepSource Source, int Key), StepValue> sources = [];
    private string? refusal;

    /// <summary>An empty recording.</summary>
    /// <param name="data">The size of each variable of an observation, in its order.</param>
    /// <param name="isTraining">Whether dropout is on.</param>
    /// <param name="gradient">How the bound is to be differentiated.</param>
    public StepBuilder(ImmutableArray<int> data, bool isTraining, Gradient gradient = Gradient.Reparameterised)
    {
        sizes = data;
        IsTraining = isTraining;
        Gradient = gradient;
    }

    /// <summary>Whether dropout is on.</summary>
    public bool IsTraining { get; }

    /// <summary>How the bound is to be differentiated: which ways of the gradient the recording has.</summary>
    public Gradient Gradient { get; }

    /// <summary>
    /// Says that the model has no compiled form. The first reason stands; what is recorded afterwards does no harm.
    /// </summary>
    /// <param name="reason">A clause, such as "the density Foo has no compiled form".</param>
    public void Refuse(string reason) => refusal ??= reason;

    /// <summary>Names the part of the model that what follows belongs to, such as <c>p(x | z)</c>.</summary>
    public void Begin(string label) => labels.Add(label);

    /// <summary>A variable of the observation, [data, size].</summary>
    /// <param name="index">Its place in the observation.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such variable.</exception>
    public StepValue Data(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, sizes.Length);
        if (sources.TryGetValue((StepSource.Data, index), out var value))
            return value;
        observed.Add(index);
        value = NewValue(StepSource.Data, StepLevel.Datum, observed.Count - 1, 0, sizes[index], false);
        sources.Add((StepSource.Data, index), value);
        return value;
    }

    /// <summary>The raw parameters of a standard density: a row of zeros.</summary>
    /// <param name="columns">How many.</param>
    public StepValue Zeros(int columns)
    {
        if (sources.TryGetValue((StepSource.Zero, columns), out var value))
            return value;
        value = NewValue(StepSource.Zero, StepLevel.Once, 0, 1, columns, false);
        sources.Add((StepSource.Zero, columns), value);
        return value;
    }

    /// <summary>The recording so far.</summary>
    public StepRecording Finish() => new([.. values], [.. operations], [.. noises], [.. parameters], [.. observed], [.. labels], refusal ?? Unfinished());

    /// <summary>A parameter as a matrix. The same one is one value, however often it is asked for.</summary>
    /// <param name="parameter">Fetches it; it may be another tensor after a network was moved.</param>
    /// <param name="rows">Its rows; the rest of its elements lie in columns.</param>
    internal StepValue Parameter(Func<Tensor> parameter, int rows = 1)
    {
        var tensor = parameter();
        var columns = tensor.numel() / rows;
        if (known.TryGetValue(tensor, out var value) && value.Rows == rows)
            return value;
        if (value.Rows > 0)
            Refuse($"a parameter of {tensor.numel()} numbers is read both as {value.Rows} and as {rows} rows");
        parameters.Add(parameter);
        return known[tensor] = NewValue(StepSource.Parameter, StepLevel.Once, parameters.Count - 1, rows, columns, tensor.requires_grad);
    }

    /// <summary>Random numbers with one row for whatever the level says.</summary>
    internal StepValue Noise(NoiseKind kind, StepLevel level, int rows, long columns)
    {
        noises.Add(new(kind, level, rows, columns));
        return NewValue(StepSource.Noise, level, noises.Count - 1, rows, columns, false);
    }

    /// <summary>An operation and what it gives: differentiable if anything that it reads is.</summary>
    private StepValue Record(
        StepKind kind,
        ReadOnlySpan<StepValue?> inputs,
        StepLevel level,
        long columns,
        ReadOnlySpan<long> whole,
        ReadOnlySpan<double> real = default,
        int rows = 1,
        StepImage? image = null)
    {
        var (ids, differentiable) = (ImmutableArray.CreateBuilder<int>(inputs.Length), false);
        foreach (var input in inputs)
        {
            ids.Add(input?.Id ?? -1);
            differentiable |= input is { } value && values[value.Id].IsDifferentiable;
        }

        if (labels.Count == 0)
            Begin("parameters");
        var output = NewValue(StepSource.Computed, level, 0, level == StepLevel.Once ? rows : 0, columns, differentiable) with { Image = image };
        operations.Add(new(kind, output.Id, ids.MoveToImmutable(), [.. whole], [.. real], labels.Count - 1));
        return output;
    }

    private StepValue NewValue(StepSource source, StepLevel level, int index, int rows, long columns, bool differentiable)
    {
        values.Add(new(source, level, index, rows, columns, differentiable));
        return new(values.Count - 1, level, rows, columns);
    }

    private string? Unfinished() => operations is [.., { Kind: StepKind.Estimate }] ? null : "it does not end in a weighting";
}
