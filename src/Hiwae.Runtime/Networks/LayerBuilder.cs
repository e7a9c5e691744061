using Hiwae.Programs;

namespace Hiwae.Networks;

/// <summary>Makes layers that can be run out of layers that are data.</summary>
/// <param name="context">The context's size, or 0.</param>
/// <param name="noise">Draws the initial weights.</param>
internal sealed class LayerBuilder(int context, Noise noise)
{
    /// <summary>A freshly initialised layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">Its name, such as <c>layer0</c>.</param>
    /// <param name="parts">Its inputs.</param>
    /// <param name="input">The shape that they have together.</param>
    /// <param name="output">The shape that it gives.</param>
    public BuiltLayer Build(
        Layer layer, string name, ImmutableArray<Input> parts, ImmutableArray<int> input, ImmutableArray<int> output) => layer.Match(
            dense: l => Weighted(Dense(l, name, parts, input), l.Activation, output),
            conv: l => Weighted(Conv(l, name, parts, input, output), l.Activation, output),
            upsample: l => EachPart(
                value => Enlarge(value, l), (recorder, value) => recorder.Upsample(value, l.Factor, l.Mode), parts, part => [part.Shape[0], output[1], output[2]]),
            flatten: _ => EachPart(value => value.flatten(2), (recorder, value) => recorder.ToVectors(value), parts, part => [part.Size]),
            unflatten: _ => new(
                (values, _, _) => [Plate.AsImages(Plate.Join(values), output)],
                (recorder, values, _) => [recorder.ToImages(recorder.Join(values), output)],
                [new Input(output, parts.All(part => part.Gain.Equals(parts[0].Gain)) ? parts[0].Gain : 1)]),
            crop: l => EachPart(
                value => value.narrow(3, 0, l.Height).narrow(4, 0, l.Width),
                (recorder, value) => recorder.Crop(value, l.Height, l.Width),
                parts,
                part => [part.Shape[0], l.Height, l.Width]),
            dropout: l => new(
                (values, _, random) => random is null ? values : [.. values.Select(v => Drop(v, l.Probability, random))],
                (recorder, values, _) => [.. values.Select(value => recorder.Dropout(value, l.Probability))],
                parts),
            layerNorm: l => LayerNorm(l.Activation, parts, input),
            batchNorm: l => BatchNorm(l.Activation, parts, input));

    private static BuiltLayer EachPart(
        Func<Tensor, Tensor> function,
        Func<Recorder, Value, Value> recording,
        ImmutableArray<Input> parts,
        Func<Input, ImmutableArray<int>> shape) =>
        new(
            (values, _, _) => [.. values.Select(function)],
            (recorder, values, _) => [.. values.Select(value => recording(recorder, value))],
            [.. parts.Select(part => new Input(shape(part), part.Gain))]);

    private static BuiltLayer Weighted(Block block, Activation activation, ImmutableArray<int> output) =>
        new(
            (values, given, _) => [Activations.Apply(block.forward(values, given), activation)],
            (recorder, values, given) => [block.Record(recorder, values, given, activation)],
            [new Input(output)],
            block);

    private Block Dense(
        Layer.Dense layer, string name, ImmutableArray<Input> parts, ImmutableArray<int> input)
    {
        var options = new MapOptions(layer.WeightNorm, layer.Conditioned ? context : 0);
        Affine Map(string part, ImmutableArray<Input> from) => new(part, from, layer.Outputs, options, noise);
        return layer.Residual
            ? new Residual(
                name,
                Map("inner", parts),
                Map("outer", [new Input(layer.Outputs)]),
                input[0] == layer.Outputs ? null : Map("skip", parts),
                layer.Inner ?? layer.Activation)
            : Map(name, parts);
    }

    private Block Conv(
        Layer.Conv layer, string name, ImmutableArray<Input> parts, ImmutableArray<int> input, ImmutableArray<int> output)
    {
        var options = new MapOptions(layer.WeightNorm, layer.Conditioned ? context : 0);
        var outer = layer with { Kernel = 3, Stride = 1, Padding = 1 };
        return layer.Residual
            ? new Residual(
                name,
                new Convolution("inner", parts, layer, options, noise),
                new Convolution("outer", [new Input(output)], outer, options, noise),
                input.SequenceEqual(output) ? null : new Convolution("skip", parts, layer, options, noise),
                layer.Inner ?? layer.Activation)
            : new Convolution(name, parts, layer, options, noise);
    }

    private static Tensor Enlarge(Tensor value, Layer.Upsample layer) => Plate.OfImages(value, images =>
    {
        double[] factors = [layer.Factor, layer.Factor];
        return layer.Mode == Interpolation.Bilinear
            ? nn.functional.interpolate(images, null, factors, InterpolationMode.Bilinear, false)
            : nn.functional.interpolate(images, null, factors);
    });

    private static Tensor Drop(Tensor value, double probability, Noise noise)
    {
        var kept = noise.Uniform(value.shape) >= probability;
        return value * kept.to_type(value.dtype) * (1 / (1 - probability));
    }

    private BuiltLayer LayerNorm(Activation activation, ImmutableArray<Input> parts, ImmutableArray<int> shape)
    {
        var module = nn.LayerNorm([.. shape.Select(n => (long)n)], device: noise.Device, dtype: noise.DType);
        return new(
            (values, _, _) => [Activations.Apply(module.forward(Plate.Join(values)), activation)],
            (recorder, values, _) =>
                [recorder.LayerNorm(recorder.Join(values), recorder.Parameter(() => module.weight), recorder.Parameter(() => module.bias!), activation)],
            parts,
            module);
    }

    private BuiltLayer BatchNorm(Activation activation, ImmutableArray<Input> parts, ImmutableArray<int> shape)
    {
        var module = nn.BatchNorm2d(shape[0], 1e-5, 0.1, true, true, noise.Device, noise.DType);

        // TorchSharp counts batches in the type of the parameters; a count is an integer, in checkpoints and for whoever averages parameters.
        module.num_batches_tracked = zeros([], ScalarType.Int64, noise.Device);
        return new(
            (values, _, _) => [Activations.Apply(BatchNormalisation.Apply(module, Plate.Join(values)), activation)],
            (recorder, values, _) =>
            {
                if (recorder.IsTraining)
                    recorder.Refuse("batch normalisation couples the data of a batch in training, which a compiled step takes apart");
                return
                [
                    recorder.BatchNorm(
                        recorder.Join(values),
                        recorder.Parameter(() => module.running_mean!),
                        recorder.Parameter(() => module.running_var!),
                        recorder.Parameter(() => module.weight!),
                        recorder.Parameter(() => module.bias!),
                        module.eps,
                        activation),
                ];
            },
            parts,
            module);
    }
}
