namespace Hiwae.Programs;

/// <summary>
/// Records the bound of a model as a program. A model's network says what there is to record by the same calls, in the same
/// order, by which it proposes: first draws, then factors, then the weighting.
/// </summary>
public sealed partial class Recorder
{
    private readonly ImmutableArray<int> sizes;
    private readonly List<Origin> values = [];
    private readonly List<Operation> operations = [];
    private readonly List<Func<Tensor>> parameters = [];
    private readonly Dictionary<Tensor, Value> known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, Value> observed = [];
    private readonly Dictionary<int, Value> zeros = [];
    private string part = "parameters";
    private string? refusal;

    /// <summary>An empty recording.</summary>
    /// <param name="data">The size of each variable of an observation, in its order.</param>
    /// <param name="isTraining">Whether layers act as in training: dropout drops, batch normalisation takes the batch's own moments.</param>
    /// <param name="gradient">How the bound is to be differentiated.</param>
    public Recorder(ImmutableArray<int> data, bool isTraining, Gradient gradient = Gradient.Reparameterised)
    {
        sizes = data;
        IsTraining = isTraining;
        Gradient = gradient;
    }

    /// <summary>Whether layers act as in training.</summary>
    public bool IsTraining { get; }

    /// <summary>How the bound is to be differentiated: which ways of the gradient the program has.</summary>
    public Gradient Gradient { get; }

    /// <summary>Whether log p(x, z) is recorded, of latent values that are given: every parameter is a constant.</summary>
    internal bool IsOfJoint { get; init; }

    /// <summary>
    /// Says that the model has no compiled form. The first reason stands; what is recorded afterwards does no harm.
    /// </summary>
    /// <param name="reason">A clause, such as "the density Foo has no compiled form".</param>
    public void Refuse(string reason) => refusal ??= reason;

    /// <summary>Names the part of the model that what follows belongs to, such as <c>p(x | z)</c>.</summary>
    public void Begin(string label) => part = label;

    /// <summary>A variable of the observation, [data, size].</summary>
    /// <param name="index">The index in the observation.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such variable.</exception>
    public Value Data(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, sizes.Length);
        if (!observed.TryGetValue(index, out var value))
            observed.Add(index, value = NewValue(new ValueSource.Data(index), Level.Datum, 0, sizes[index], false));
        return value;
    }

    /// <summary>The raw parameters of a standard density: a row of zeros.</summary>
    /// <param name="columns">How many.</param>
    public Value Zeros(int columns)
    {
        if (!zeros.TryGetValue(columns, out var value))
            zeros.Add(columns, value = NewValue(new ValueSource.Zero(), Level.Once, 1, columns, false));
        return value;
    }

    /// <summary>The program so far.</summary>
    public Program Finish() => new([.. values], [.. operations], [.. parameters], [.. draws], refusal ?? Unfinished());

    /// <summary>A parameter as a matrix. The same one is one value, however often it is asked for.</summary>
    /// <param name="parameter">Fetches it; it may be another tensor after a network was moved.</param>
    /// <param name="rows">The number of rows; the rest of its elements lie in columns.</param>
    internal Value Parameter(Func<Tensor> parameter, int rows = 1)
    {
        var tensor = parameter();
        var columns = checked((int)(tensor.numel() / rows));
        if (known.TryGetValue(tensor, out var value) && value.Rows == rows)
            return value;
        if (value.Rows > 0)
            Refuse($"a parameter of {tensor.numel()} numbers is read both as {value.Rows} and as {rows} rows");
        parameters.Add(parameter);
        return known[tensor] = NewValue(new ValueSource.Parameter(parameters.Count - 1), Level.Once, rows, columns, tensor.requires_grad && !IsOfJoint);
    }

    /// <summary>Random numbers with one row for whatever the level says.</summary>
    internal Value Random(NoiseKind kind, Level level, int rows, int columns) => NewValue(new ValueSource.Random(kind), level, rows, columns, false);

    /// <summary>The highest of the levels.</summary>
    internal static Level Highest(params ReadOnlySpan<Value> parts)
    {
        var highest = Level.Once;
        foreach (var value in parts)
            highest = value.Level > highest ? value.Level : highest;
        return highest;
    }

    /// <summary>An operation and what it gives: differentiable if anything that it reads is.</summary>
    /// <param name="operation">Makes the operation, given its output.</param>
    /// <param name="level">The output's level.</param>
    /// <param name="columns">The output's columns.</param>
    /// <param name="rows">The number of rows where the level is <see cref="Level.Once"/>.</param>
    /// <param name="image">The image that a row of it is.</param>
    private Value Record(Func<Value, Operation> operation, Level level, int columns, int rows = 1, ImageShape? image = null)
    {
        var output = new Value(values.Count, level, level == Level.Once ? rows : 0, columns, image);
        var recorded = operation(output) with { Part = part };
        values.Add(new(output, new ValueSource.Computed(), recorded.Inputs.Any(input => input is { } value && values[value.Id].IsDifferentiable)));
        operations.Add(recorded);
        return output;
    }

    private Value NewValue(ValueSource source, Level level, int rows, int columns, bool isDifferentiable)
    {
        var value = new Value(values.Count, level, level == Level.Once ? rows : 0, columns);
        values.Add(new(value, source, isDifferentiable));
        return value;
    }

    private string? Unfinished() => operations is [.., Operation.Estimate or Operation.Joint] ? null : "it does not end in a weighting";
}
