using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>
/// An affine map of several inputs: the same as a linear layer on their concatenation, without making it. Each input
/// [batch, 1 or samples, size] meets its own columns of the weight, so that what does not depend on the sample is
/// computed once per datum and broadcast over the plate.
/// </summary>
public sealed class Affine : torch.nn.Module<Tensor[], Tensor>
{
    private readonly ImmutableArray<Input> inputs;
    private readonly int outputs;
    private readonly int heads;

    // Not readonly, and named as they are registered: moving a module to another device or type puts new parameters here.
    private Parameter weight;
    private Parameter bias;

    /// <summary>A layer with Glorot's initial weights and zero bias.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="inputs">Sizes and initial gains of the inputs, at least one.</param>
    /// <param name="outputs">Values per head.</param>
    /// <param name="noise">Draws the weights.</param>
    /// <param name="heads">How many maps are stacked in one weight; they start nearly equal.</param>
    /// <param name="gain">Scales all initial weights.</param>
    public Affine(string name, ReadOnlySpan<Input> inputs, int outputs, Noise noise, int heads = 1, double gain = 1)
        : base(name)
    {
        this.inputs = [.. inputs];
        this.outputs = outputs;
        this.heads = heads;
        using var scope = NewDisposeScope();
        var fanIn = this.inputs.Sum(i => i.Size);
        var columns = this.inputs.Select(input => (gain * input.Gain) * InitialHeads(input.Size, fanIn, noise));
        weight = cat([.. columns], 1).AsParameter();
        bias = zeros(heads * outputs, dtype: noise.DType, device: noise.Device).AsParameter();
        register_parameter(nameof(weight), weight);
        register_parameter(nameof(bias), bias);
    }

    /// <summary>[heads · outputs, sum of the inputs' sizes].</summary>
    public Parameter Weight => weight;

    /// <summary>[heads · outputs].</summary>
    public Parameter Bias => bias;

    /// <summary>With one head [batch, 1 or samples, outputs]; with several [batch, heads, outputs], sample j through head j.</summary>
    public override Tensor forward(Tensor[] input)
    {
        using var scope = NewDisposeScope();
        return Sum(input, heads == 1 ? null : Paired).MoveToOuterDisposeScope();
    }

    /// <summary>Every input through every head, [batch, 1 or samples, heads, outputs].</summary>
    public Tensor AllHeads(Tensor[] input)
    {
        using var scope = NewDisposeScope();
        var all = Sum(input, null);
        return all.view(all.shape[0], all.shape[1], heads, outputs).MoveToOuterDisposeScope();
    }

    private Tensor InitialHeads(int size, int fanIn, Noise noise)
    {
        var common = Glorot.Weight(outputs, size, noise, fanIn);
        if (heads == 1)
            return common;
        var own = Enumerable.Range(0, heads).Select(_ => Glorot.Weight(outputs, size, noise, fanIn));
        var spread = Initialisation.HeadSpread;
        return cat([.. own.Select(w => (w * spread) + (common * Math.Sqrt(1 - (spread * spread))))], 0);
    }

    /// <summary>The inputs' contributions, summed by broadcasting, the bias added to the one that is smallest.</summary>
    private Tensor Sum(Tensor[] input, Func<Tensor, Tensor, Tensor?, Tensor>? pairing)
    {
        if (input.Length != inputs.Length)
            throw new ArgumentException($"{GetName()} takes {inputs.Length} inputs; {input.Length} were given.", nameof(input));
        var smallest = Enumerable.Range(0, input.Length).MinBy(i => input[i].numel());
        Tensor? total = null;
        long column = 0;
        for (var i = 0; i < input.Length; i++)
        {
            var size = inputs[i].Size;
            var part = input.Length == 1 ? weight : weight.narrow(1, column, size);
            var offset = i == smallest ? bias : null;
            var term = pairing is null ? nn.functional.linear(input[i], part, offset) : pairing(input[i], part, offset);
            total = total is null ? term : total + term;
            column += size;
        }

        return total!;
    }

    /// <summary>[batch, 1 or heads, size] through [heads · outputs, size] to [batch, heads, outputs].</summary>
    private Tensor Paired(Tensor input, Tensor part, Tensor? offset)
    {
        if (input.shape[1] == 1)
            return nn.functional.linear(input, part, offset).view(input.shape[0], heads, outputs);
        var product = input.transpose(0, 1).bmm(part.view(heads, outputs, -1).transpose(1, 2)).transpose(0, 1);
        return offset is null ? product : product + offset.view(heads, outputs);
    }
}
