using Hiwae.Native;
using Hiwae.Programs;
using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>
/// A linear map of several inputs and a shift: the same as one on their concatenation, without making it. Each input
/// [batch, 1 or samples, ...] meets its own columns of the weight, so that what does not depend on the sample is
/// computed once per datum and broadcast over the plate.
/// </summary>
/// <remarks>
/// Under weight normalisation (Salimans and Kingma 2016) the weight of each output is g v / ‖v‖, and g starts at ‖v‖.
/// With a context c the map is (1 + U c) ⊙ W x + b + V c, scale and shift the same at every position of an image.
/// </remarks>
public abstract class LinearMap : Block
{
    private readonly ImmutableArray<int> columns;

    // Not readonly, and named as they are registered: moving a module to another device or type puts new parameters here.
    private Parameter? weight;
    private Parameter? direction;
    private Parameter? gain;
    private Parameter bias;
    private Parameter? scale;
    private Parameter? shift;

    /// <summary>Takes the initial weight as it is: normalisation does not change the start.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="columns">By input, the number of columns of the weight for it.</param>
    /// <param name="initial">Draws the initial weight, [outputs, columns, ...].</param>
    /// <param name="options">Weight normalisation and the context.</param>
    /// <param name="noise">Draws the weights.</param>
    private protected LinearMap(string name, IEnumerable<int> columns, Func<Tensor> initial, MapOptions options, Noise noise)
        : base(name)
    {
        this.columns = [.. columns];
        using var scope = NewDisposeScope();
        var start = initial();
        var outputs = start.shape[0];
        if (options.WeightNorm)
        {
            direction = start.AsParameter();
            gain = Lengths(start).AsParameter();
            register_parameter(nameof(direction), direction);
            register_parameter(nameof(gain), gain);
        }
        else
        {
            weight = start.AsParameter();
            register_parameter(nameof(weight), weight);
        }

        bias = zeros(outputs, dtype: noise.DType, device: noise.Device).AsParameter();
        register_parameter(nameof(bias), bias);
        if (options.Context == 0)
            return;
        scale = (Initialisation.ContextScale * Glorot.Weight(outputs, options.Context, noise)).AsParameter();
        shift = Glorot.Weight(outputs, options.Context, noise).AsParameter();
        register_parameter(nameof(scale), scale);
        register_parameter(nameof(shift), shift);
    }

    /// <summary>The weight that is applied, [outputs, columns, ...]: a parameter, or computed from direction and gain.</summary>
    public Tensor Weight
    {
        get
        {
            if (weight is not null)
                return weight;
            using var scope = NewDisposeScope();
            var factor = gain! / Lengths(direction!);
            return scope.MoveToOuter(direction! * factor.view([-1, .. Ones(direction!.dim() - 1)]));
        }
    }

    /// <summary>[outputs].</summary>
    public Parameter Bias => bias;

    /// <summary>One input through its columns of the weight, an offset for every output added where there is one.</summary>
    private protected delegate Tensor Application(Tensor input, Tensor columns, Tensor? offset);

    /// <summary>One input through the columns of the weight from an offset on, a bias, and what other columns gave, recorded.</summary>
    private protected delegate Value Recording(
        Value input, Value weight, int column, Value? bias, Value? addend, Activation activation);

    /// <summary>The inputs' contributions, summed by broadcasting, scaled and shifted.</summary>
    /// <param name="input">One tensor for each input, or a single one that joins them all.</param>
    /// <param name="context">[batch, 1 or samples, size] where the map is conditioned, else not used.</param>
    /// <param name="apply">The linear map itself.</param>
    private protected Tensor Sum(Tensor[] input, Tensor? context, Application apply)
    {
        if (input.Length != columns.Length && !(input.Length == 1 && input[0].shape[2] == columns.Sum()))
            throw new ArgumentException($"{GetName()} takes {columns.Length} inputs; {input.Length} were given, which do not join them either.", nameof(input));
        if (scale is null)
            return Product(input, apply, bias);
        if (context is null)
            throw new ArgumentException($"{GetName()} is conditioned on a context; none was given.", nameof(context));
        var product = Product(input, apply, null);
        return addcmul(
            Positioned(nn.functional.linear(context, shift!, bias), product),
            Positioned(nn.functional.linear(context, scale).Plus(1), product),
            product,
            1);
    }

    /// <summary>Records what <c>Sum</c> computes, plus an addend, and the activation that follows.</summary>
    private protected Value Sum(
        Recorder recorder, Value[] input, Value? context, Value? addend, Activation activation, Recording record)
    {
        var (outputs, offset) = ((int)bias.shape[0], recorder.Parameter(() => bias));
        if (scale is null)
            return Product(recorder, input, offset, addend, activation, record);
        if (context is not { } given)
            throw new ArgumentException($"{GetName()} is conditioned on a context; none was given.", nameof(context));
        var product = Product(recorder, input, null, null, Activation.Identity, record);
        var conditioned = recorder.Condition(
            product,
            recorder.Linear(given, recorder.Parameter(() => scale!, outputs), 0, null, null, Activation.Identity),
            recorder.Linear(given, recorder.Parameter(() => shift!, outputs), 0, offset, null, Activation.Identity),
            addend is null ? activation : Activation.Identity);
        return addend is { } other ? recorder.Add(conditioned, other, activation) : conditioned;
    }

    /// <summary>
    /// Inputs of a lower level come first, so that what they give is added where the next ones are computed, and the activation ends the
    /// last one.
    /// </summary>
    private Value Product(
        Recorder recorder, Value[] input, Value? offset, Value? addend, Activation activation, Recording record)
    {
        var all = RecordWeight(recorder);
        if (input.Length == 1)
            return record(input[0], all, 0, offset, addend, activation);
        int[] starts = [.. columns.Select((_, i) => columns.Take(i).Sum())];
        int[] order = [.. Enumerable.Range(0, input.Length).OrderBy(i => input[i].Level)];
        foreach (var i in order[..^1])
            (addend, offset) = (record(input[i], all, starts[i], offset, addend, Activation.Identity), null);
        return record(input[order[^1]], all, starts[order[^1]], offset, addend, activation);
    }

    private Value RecordWeight(Recorder recorder)
    {
        var outputs = (int)bias.shape[0];
        return weight is not null
            ? recorder.Parameter(() => weight!, outputs)
            : recorder.WeightNorm(recorder.Parameter(() => direction!, outputs), recorder.Parameter(() => gain!));
    }

    /// <summary>Records what <c>forward</c> computes plus an addend of the same size, and the activation that follows.</summary>
    internal abstract Value Record(Recorder recorder, Value[] input, Value? context, Value? addend, Activation activation);

    /// <inheritdoc/>
    internal sealed override Value Record(Recorder recorder, Value[] input, Value? context, Activation activation) =>
        Record(recorder, input, context, null, activation);

    /// <summary>The offset is added to the smallest of the contributions.</summary>
    private Tensor Product(Tensor[] input, Application apply, Tensor? offset)
    {
        var all = Weight;
        if (input.Length == 1)
            return apply(input[0], all, offset);
        var smallest = Enumerable.Range(0, input.Length).MinBy(i => input[i].numel());
        Tensor? total = null;
        int column = 0;
        for (var i = 0; i < input.Length; i++)
        {
            var term = apply(input[i], all.narrow(1, column, columns[i]), i == smallest ? offset : null);
            total = total is null ? term : total.Plus(term);
            column += columns[i];
        }

        return total!;
    }

    /// <summary>[batch, 1 or samples, outputs], with a dimension of 1 for each that an output has.</summary>
    private static Tensor Positioned(Tensor value, Tensor product) =>
        value.view([.. value.shape, .. Ones(product.dim() - value.dim())]);

    private static long[] Ones(long count) => [.. Enumerable.Repeat(1L, (int)count)];

    /// <summary>The length of each output's weights, [outputs].</summary>
    private static Tensor Lengths(Tensor value) => value.flatten(1).Squared().sum(1).sqrt();
}
