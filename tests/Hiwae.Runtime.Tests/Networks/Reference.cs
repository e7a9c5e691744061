using System.Collections.Immutable;
using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

/// <summary>
/// What a network should give, computed the plain way from its parameters: parents expanded to the plate and joined
/// first, then one layer after the other as the formulas say.
/// </summary>
internal sealed class Reference(Net net, ImmutableArray<Input> inputs, Activation contextReading, ScaleBlock? scale)
{
    private readonly Dictionary<string, Tensor> state = net.state_dict();

    /// <summary>[batch, samples, values] after the last layer, or after the output layer where there is one.</summary>
    public Tensor Run(Tensor[] parents, Tensor? context)
    {
        var all = context is null ? parents : [.. parents, context];
        var (batch, samples) = (all.Max(p => p.shape[0]), all.Max(p => p.shape[1]));
        var rows = batch * samples;
        parents = [.. parents.Zip(inputs, (p, i) => Activate(p, i.Reading))];
        context = context is null ? null : Activate(context, contextReading);
        Tensor Expanded(Tensor value) => value.expand(batch, samples, value.shape[2]).reshape(rows, -1);
        var images = net.Shapes[0].Length == 3;
        var value = cat(
            [.. parents.Zip(inputs, (p, i) => images ? Expanded(p).reshape([rows, .. i.Shape.Select(n => (long)n)]) : Expanded(p))], 1);
        Same(value, 0);
        for (var i = 0; i < net.Layers.Length; i++)
        {
            value = Given(net.Layers[i], $"layer{i}", value, context is null ? null : Expanded(context));
            Same(value, i + 1);
        }

        if (state.ContainsKey("head.weight"))
            value = value.matmul(state["head.weight"].t()) + state["head.bias"];
        value = value.reshape(batch, samples, -1);
        return scale is not { } block ? value : cat([value, Scaled(block).expand(batch, samples, block.Size)], -1);
    }

    private Tensor Scaled(ScaleBlock block) => block.From == Scale.Standard ? zeros(1, ScalarType.Float64) : state["scale.raw"];

    private void Same(Tensor value, int layer) =>
        Assert.Equal(net.Shapes[layer].Select(n => (long)n), value.shape[1..]);

    private Tensor Given(Layer layer, string name, Tensor value, Tensor? context) => layer switch
    {
        Layer.Dense l => Activate(Block(name, value, l.Residual, l.Inner ?? l.Activation, context, (x, w) => x.matmul(w.t()), (x, w) => x.matmul(w.t())), l.Activation),
        Layer.Conv l => Activate(
            Block(
                name, value, l.Residual, l.Inner ?? l.Activation, context,
                (x, w) => nn.functional.conv2d(x, w, null, [l.Stride, l.Stride], [l.Padding, l.Padding]),
                (x, w) => nn.functional.conv2d(x, w, null, [1, 1], [1, 1])),
            l.Activation),
        Layer.Upsample l => l.Mode == Interpolation.Nearest
            ? value.repeat_interleave(l.Factor, 2).repeat_interleave(l.Factor, 3)
            : Between(value.shape[2], l.Factor).matmul(value).matmul(Between(value.shape[3], l.Factor).t()),
        Layer.Flatten => value.reshape(value.shape[0], -1),
        Layer.Unflatten l => value.reshape(-1, l.Channels, l.Height, l.Width),
        Layer.Crop l => value.slice(2, 0, l.Height, 1).slice(3, 0, l.Width, 1),
        Layer.Dropout => value,
        Layer.LayerNorm l => Activate(
            (Standardised(value, [.. Enumerable.Range(1, value.shape.Length - 1).Select(d => (long)d)]) * state[$"{name}.weight"]) + state[$"{name}.bias"], l.Activation),
        Layer.BatchNorm l => Activate(BatchNorm(name, value), l.Activation),
        Layer.Activate l => Activate(value, l.Activation),
        _ => throw new NotSupportedException($"The reference has no {layer.GetType().Name}."),
    };

    private Tensor Block(
        string name, Tensor value, bool residual, Activation between, Tensor? context, Func<Tensor, Tensor, Tensor> apply, Func<Tensor, Tensor, Tensor> outer)
    {
        if (!residual)
            return Map(name, value, context, apply);
        var hidden = Activate(Map($"{name}.inner", value, context, apply), between);
        var skip = state.ContainsKey($"{name}.skip.bias") ? Map($"{name}.skip", value, context, apply) : value;
        return skip + Map($"{name}.outer", hidden, context, outer);
    }

    private Tensor Map(string name, Tensor value, Tensor? context, Func<Tensor, Tensor, Tensor> apply)
    {
        var product = apply(value, Weight(name));
        Tensor PerOutput(Tensor t) => product.dim() == 4 ? t.reshape(-1, product.shape[1], 1, 1) : t.reshape(-1, product.shape[1]);
        var shifted = PerOutput(state[$"{name}.bias"]);
        if (!state.TryGetValue($"{name}.scale", out var scale))
            return product + shifted;
        return (product * (1 + PerOutput(context!.matmul(scale.t())))) + shifted + PerOutput(context.matmul(state[$"{name}.shift"].t()));
    }

    private Tensor Weight(string name)
    {
        if (state.TryGetValue($"{name}.weight", out var weight))
            return weight;
        var (direction, gain) = (state[$"{name}.direction"], state[$"{name}.gain"]);
        return stack([.. Enumerable.Range(0, (int)direction.shape[0]).Select(o =>
            direction[o] * gain[o] / (direction[o] * direction[o]).sum().sqrt())]);
    }

    private Tensor BatchNorm(string name, Tensor value)
    {
        long[] others = value.dim() == 4 ? [0, 2, 3] : [0];
        Tensor PerChannel(string part) => value.dim() == 4 ? state[$"{name}.{part}"].reshape(-1, 1, 1) : state[$"{name}.{part}"];
        var standard = net.training && value.numel() > value.shape[1]
            ? Standardised(value, others)
            : (value - PerChannel("running_mean")) / (PerChannel("running_var") + 1e-5).sqrt();
        return (standard * PerChannel("weight")) + PerChannel("bias");
    }

    private static Tensor Standardised(Tensor value, long[] dimensions)
    {
        var centred = value - value.mean(dimensions, keepdim: true);
        return centred / (centred.square().mean(dimensions, keepdim: true) + 1e-5).sqrt();
    }

    /// <summary>Linear interpolation between the centres of pixels as a matrix [extent · factor, extent].</summary>
    private static Tensor Between(long extent, int factor)
    {
        var matrix = new double[extent * factor, extent];
        for (var i = 0; i < extent * factor; i++)
        {
            var place = Math.Clamp(((i + 0.5) / factor) - 0.5, 0, extent - 1);
            var low = (int)Math.Floor(place);
            matrix[i, low] += 1 - (place - low);
            matrix[i, Math.Min(low + 1, extent - 1)] += place - low;
        }

        return tensor(matrix.Cast<double>().ToArray(), dtype: ScalarType.Float64).reshape(extent * factor, extent);
    }

    private static Tensor Activate(Tensor a, Activation activation) => activation switch
    {
        Activation.Tanh => (a.exp() - (-a).exp()) / (a.exp() + (-a).exp()),
        Activation.Relu => a * (a > 0).to_type(a.dtype),
        Activation.Elu => where(a > 0, a, a.exp() - 1),
        Activation.Softplus => (1 + a.exp()).log(),
        Activation.Sigmoid => 1 / (1 + (-a).exp()),
        Activation.Gelu => a * 0.5 * (1 + (a / Math.Sqrt(2)).erf()),
        Activation.Silu => a / (1 + (-a).exp()),
        Activation.LeakyRelu => where(a > 0, a, a / 100),
        Activation.Symlog => a.sign() * (1 + a.abs()).log(),
        _ => a,
    };
}
