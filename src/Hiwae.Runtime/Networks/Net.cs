using Hiwae.Programs;

namespace Hiwae.Networks;

/// <summary>A declared network. The generator implements it on every record with a <see cref="NetworkAttribute"/>.</summary>
public interface INetwork
{
    /// <summary>The layers, in order, with the network's defaults filled in.</summary>
    static abstract ImmutableArray<Layer> Layers { get; }
}

/// <summary>
/// A network over a factor's parents: its layers, and where there are outputs an output layer that yields the raw
/// parameters of a density, once or, with distinct heads, once for each proposal. Images go through the layers as they
/// are declared; outside, every value is a vector.
/// </summary>
public sealed class Net : torch.nn.Module<Tensor[], Tensor?, Noise?, Tensor>
{
    private readonly ImmutableArray<Input> inputs;
    private readonly ImmutableArray<Stage> stages;
    private readonly bool takesImages;
    private readonly int context;
    private readonly Activation contextReading;
    private readonly int heads;
    private readonly DenseMap? head;
    private readonly LearnedScale? scale;

    /// <summary>A freshly initialised network.</summary>
    /// <param name="name">The submodule's name, such as <c>q_z</c>.</param>
    /// <param name="inputs">The parents, in order.</param>
    /// <param name="layers">The layers, in order; none for a single dense map.</param>
    /// <param name="noise">Draws the initial weights.</param>
    /// <param name="outputs">The number of raw parameters; 0 for no output layer.</param>
    /// <param name="heads">The number of distinct heads, or 1.</param>
    /// <param name="headGain">Scales the initial weights of the output layer.</param>
    /// <param name="context">The size of the context that conditioned layers see; 0 for none.</param>
    /// <param name="contextReading">What they read of it; see <see cref="Input.Reading"/>.</param>
    /// <param name="scaleBlock">What comes behind the outputs, the same for all data; null for nothing. For a single head.</param>
    /// <exception cref="ArgumentException">A layer does not fit its input, or a number is out of range.</exception>
    public Net(
        string name,
        ReadOnlySpan<Input> inputs,
        ImmutableArray<Layer> layers,
        Noise noise,
        int outputs = 0,
        int heads = 1,
        double headGain = 1,
        int context = 0,
        Activation contextReading = Activation.Identity,
        ScaleBlock? scaleBlock = null)
        : base(name)
    {
        this.inputs = [.. inputs];
        this.context = context;
        this.contextReading = contextReading;
        this.heads = heads;
        Layers = layers;
        Shapes = LayerShapes.Infer(name, inputs, layers);
        NetChecks.Check(name, layers, Shapes[^1], outputs, heads, context, scaleBlock);
        takesImages = LayerShapes.TakesImages(layers);
        using var scope = NewDisposeScope();
        var created = ImmutableArray.CreateBuilder<Stage>(layers.Length);
        ImmutableArray<Input> parts = takesImages ? this.inputs : [.. this.inputs.Select(input => new Input(input.Size, input.Gain))];
        for (var i = 0; i < layers.Length; i++)
        {
            var stage = layers[i].Create(new($"layer{i}", parts, Shapes[i], Shapes[i + 1], context, noise));
            if (stage.Module is not null)
                register_module($"layer{i}", stage.Module);
            created.Add(stage);
            parts = stage.Parts;
        }

        stages = created.MoveToImmutable();
        if (scaleBlock is { } block)
        {
            scale = new(nameof(scale), block, noise);
            register_module(nameof(scale), scale);
        }

        if (outputs == 0)
            return;
        head = new DenseMap(nameof(head), parts, outputs, default, noise, heads, headGain);
        register_module(nameof(head), head);
    }

    /// <summary>The layers, without the output layer.</summary>
    public ImmutableArray<Layer> Layers { get; }

    /// <summary>The shape that the parents have together, and then the one that each layer gives.</summary>
    public ImmutableArray<ImmutableArray<int>> Shapes { get; }

    /// <summary>The output layer.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public DenseMap Head => head ?? throw new InvalidOperationException($"{GetName()} has no output layer; it was made with outputs: 0.");

    /// <summary>
    /// The network's output as vectors: [batch, 1 or samples, outputs] with one head; with S of them [batch, samples, outputs], sample j through head j mod S,
    /// or [batch, S, outputs] where no parent depends on the sample.
    /// </summary>
    /// <param name="parents">The parents, each [batch, 1 or samples, size].</param>
    /// <param name="context">[batch, 1 or samples, size] where layers are conditioned.</param>
    /// <param name="noise">For dropout; null, or a network that is not in training, or <see cref="EvaluationMode"/>: nothing is dropped.</param>
    /// <exception cref="ArgumentException">The number of parents, or a shape, is wrong.</exception>
    public Tensor Raw(Tensor[] parents, Tensor? context = null, Noise? noise = null)
    {
        using var scope = NewDisposeScope();
        var parts = Trunk(parents, context, noise, heads);
        var given = head is null ? Plate.Join(parts).flatten(2) : head.forward(parts);
        return (scale is null ? given : scale.Behind(given)).MoveToOuterDisposeScope();
    }

    /// <summary>Every sample through every head, [batch, 1 or samples, heads, outputs].</summary>
    /// <inheritdoc cref="Raw"/>
    public Tensor AllHeads(Tensor[] parents, Tensor? context = null, Noise? noise = null)
    {
        using var scope = NewDisposeScope();
        return Head.AllHeads(Trunk(parents, context, noise, 1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc cref="Raw"/>
    public override Tensor forward(Tensor[] parents, Tensor? context, Noise? noise) => Raw(parents, context, noise);

    /// <summary>Records what <see cref="Raw"/> computes: [..., outputs], of the highest level of what it reads, with several heads of the proposals'.</summary>
    /// <param name="recorder">The recording.</param>
    /// <param name="parents">The parents.</param>
    /// <param name="context">The context of conditioned layers; null without any.</param>
    /// <exception cref="ArgumentException">The number of parents, or a size, is wrong.</exception>
    public Value Record(Recorder recorder, Value[] parents, Value? context = null)
    {
        var parts = Trunk(recorder, parents, context);
        var given = head is null ? recorder.ToVectors(recorder.Join(parts)) : head.Record(recorder, parts, null, Activation.Identity);
        return scale is null ? given : scale.Behind(recorder, given);
    }

    /// <summary>Records what <see cref="AllHeads"/> computes, [..., heads · outputs].</summary>
    /// <inheritdoc cref="Record"/>
    public Value RecordAllHeads(Recorder recorder, Value[] parents, Value? context = null) =>
        Head.AllHeads(recorder, Trunk(recorder, parents, context));

    private Value[] Trunk(Recorder recorder, Value[] parents, Value? given)
    {
        NetChecks.CheckParents(GetName(), inputs, parents, context, given);
        Value[] parts = [.. parents.Zip(inputs, (value, input) => recorder.Activate(value, input.Reading))];
        if (takesImages)
            parts = [.. parts.Zip(inputs, (value, input) => recorder.ToImages(value, input.Shape))];
        var read = given is { } value ? recorder.Activate(value, contextReading) : (Value?)null;
        foreach (var stage in stages)
            parts = stage.Record(recorder, parts, read);
        return parts;
    }

    private Tensor[] Trunk(Tensor[] parents, Tensor? given, Noise? noise, int samples)
    {
        NetChecks.CheckParents(GetName(), inputs, parents, context, given, samples);
        var dropping = EvaluationMode.IsTraining(this) ? noise : null;
        Tensor[] read = [.. parents.Zip(inputs, (value, input) => Activations.Apply(value, input.Reading))];
        var conditions = given is null ? null : Activations.Apply(given, contextReading);
        var parts = takesImages ? [.. read.Zip(inputs, (value, input) => Plate.AsImages(value, input.Shape))] : read;
        foreach (var stage in stages)
            parts = Run(stage, parts, parents, conditions, dropping);
        return parts;
    }

    /// <summary>One layer. What it read is released, unless it is the caller's: without gradients only two layers' values are held at a time.</summary>
    private static Tensor[] Run(Stage stage, Tensor[] values, Tensor[] parents, Tensor? given, Noise? noise)
    {
        using var scope = NewDisposeScope();
        var next = stage.Forward(values, given, noise);
        scope.MoveToOuter(next);
        foreach (var value in values)
        {
            if (!IsIn(value, next) && !IsIn(value, parents))
                value.Dispose();
        }

        return next;
    }

    private static bool IsIn(Tensor value, Tensor[] values) => Array.Exists(values, other => ReferenceEquals(other, value));
}
