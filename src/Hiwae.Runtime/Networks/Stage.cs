using Hiwae.Programs;

namespace Hiwae.Networks;

/// <summary>A layer in a network: its parameters, what it computes, and the recording of that.</summary>
/// <param name="parts">The parts of the output.</param>
/// <param name="module">The parameters; null for a layer without any.</param>
internal abstract class Stage(ImmutableArray<Input> parts, Module? module = null)
{
    /// <summary>The parts of the output.</summary>
    public ImmutableArray<Input> Parts => parts;

    /// <summary>The parameters; null for a layer without any.</summary>
    public Module? Module => module;

    /// <summary>From parts [batch, 1 or samples, ...shape] to parts.</summary>
    /// <param name="values">The parts.</param>
    /// <param name="context">[batch, 1 or samples, size] where the layer is conditioned.</param>
    /// <param name="noise">For dropout; null where nothing is dropped.</param>
    public abstract Tensor[] Forward(Tensor[] values, Tensor? context, Noise? noise);

    /// <summary>Records what <see cref="Forward"/> computes.</summary>
    public abstract Value[] Record(Recorder recorder, Value[] values, Value? context);

    /// <summary>A layer that takes each part by itself.</summary>
    /// <param name="parts">The parts of the output.</param>
    internal abstract class OfEachPart(ImmutableArray<Input> parts) : Stage(parts)
    {
        public override Tensor[] Forward(Tensor[] values, Tensor? context, Noise? noise) => Array.ConvertAll(values, value => Forward(value, noise));

        public override Value[] Record(Recorder recorder, Value[] values, Value? context) => Array.ConvertAll(values, value => Record(recorder, value));

        /// <summary>One part, [batch, 1 or samples, ...shape].</summary>
        protected abstract Tensor Forward(Tensor value, Noise? noise);

        /// <summary>Records it.</summary>
        protected abstract Value Record(Recorder recorder, Value value);
    }

    /// <summary>A layer that has weights, and the activation that follows it.</summary>
    /// <param name="block">The weights.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="output">The shape that it gives.</param>
    internal sealed class Weighted(Block block, Activation activation, ImmutableArray<int> output) : Stage([new Input(output)], block)
    {
        public override Tensor[] Forward(Tensor[] values, Tensor? context, Noise? noise) => [Activations.Apply(block.forward(values, context), activation)];

        public override Value[] Record(Recorder recorder, Value[] values, Value? context) => [block.Record(recorder, values, context, activation)];
    }
}

/// <summary>The place of a layer in a network: its inputs, shapes and source of randomness.</summary>
/// <param name="Name">Its name, such as <c>layer0</c>.</param>
/// <param name="Parts">Its inputs.</param>
/// <param name="Input">The shape that they have together.</param>
/// <param name="Output">The shape that it gives.</param>
/// <param name="Context">The size of the context that conditioned layers see; 0 for none.</param>
/// <param name="Noise">Draws the initial weights, and says on which device and of which type they are.</param>
internal readonly record struct Placement(
    string Name, ImmutableArray<Input> Parts, ImmutableArray<int> Input, ImmutableArray<int> Output, int Context, Noise Noise)
{
    /// <summary>The options of the layer's linear maps.</summary>
    public MapOptions Options(bool weightNorm, bool conditioned) => new(weightNorm, conditioned ? Context : 0);

    /// <summary>The parts with new shapes and their gains unchanged.</summary>
    /// <param name="shape">The shape that a part gets.</param>
    public ImmutableArray<Input> Reshaped(Func<Input, ImmutableArray<int>> shape) => [.. Parts.Select(part => new Input(shape(part), part.Gain))];
}
