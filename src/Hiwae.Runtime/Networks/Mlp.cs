namespace Hiwae.Networks;

/// <summary>
/// A dense trunk over a factor's parents and an output layer that yields the raw parameters of its density, once or,
/// with distinct heads, once for each proposal.
/// </summary>
public sealed class Mlp : torch.nn.Module<Tensor[], Tensor>
{
    private readonly ImmutableArray<Affine> layers;
    private readonly Affine head;

    /// <summary>A freshly initialised network.</summary>
    /// <param name="name">The submodule's name, such as <c>q_z</c>.</param>
    /// <param name="inputs">The parents, in order.</param>
    /// <param name="hidden">Widths of the hidden layers; none for a single affine map.</param>
    /// <param name="activation">The nonlinearity after each hidden layer.</param>
    /// <param name="outputs">The number of raw parameters.</param>
    /// <param name="noise">Draws the initial weights.</param>
    /// <param name="heads">The number of distinct heads, or 1.</param>
    /// <param name="headGain">Scales the initial weights of the output layer.</param>
    public Mlp(
        string name,
        ReadOnlySpan<Input> inputs,
        ReadOnlySpan<int> hidden,
        Activation activation,
        int outputs,
        Noise noise,
        int heads = 1,
        double headGain = 1)
        : base(name)
    {
        Activation = activation;
        var trunk = ImmutableArray.CreateBuilder<Affine>(hidden.Length);
        ImmutableArray<Input> into = [.. inputs];
        foreach (var width in hidden)
        {
            var layer = new Affine($"layer{trunk.Count}", into.AsSpan(), width, noise);
            register_module($"layer{trunk.Count}", layer);
            trunk.Add(layer);
            into = [new Input(width)];
        }

        layers = trunk.ToImmutable();
        head = new Affine(nameof(head), into.AsSpan(), outputs, noise, heads, headGain);
        register_module(nameof(head), head);
    }

    /// <summary>The nonlinearity after each hidden layer.</summary>
    public Activation Activation { get; }

    /// <summary>The output layer.</summary>
    public Affine Head => head;

    /// <summary>
    /// Raw parameters: [batch, 1 or samples, outputs] with one head, else [batch, heads, outputs], sample j through head j.
    /// </summary>
    /// <param name="input">The parents, each [batch, 1 or samples, size].</param>
    public override Tensor forward(Tensor[] input)
    {
        using var scope = NewDisposeScope();
        return head.forward(Trunk(input)).MoveToOuterDisposeScope();
    }

    /// <summary>Every sample through every head, [batch, 1 or samples, heads, outputs].</summary>
    /// <param name="input">The parents, each [batch, 1 or samples, size].</param>
    public Tensor AllHeads(Tensor[] input)
    {
        using var scope = NewDisposeScope();
        return head.AllHeads(Trunk(input)).MoveToOuterDisposeScope();
    }

    private Tensor[] Trunk(Tensor[] input)
    {
        foreach (var layer in layers)
            input = [Activate(layer.forward(input))];
        return input;
    }

    private Tensor Activate(Tensor value) => Activation switch
    {
        Activation.Tanh => value.tanh(),
        Activation.Relu => value.relu(),
        Activation.Elu => nn.functional.elu(value, 1.0),
        Activation.Softplus => nn.functional.softplus(value),
        Activation.Sigmoid => value.sigmoid(),
        _ => throw new System.Diagnostics.UnreachableException($"Activation {Activation}."),
    };
}
