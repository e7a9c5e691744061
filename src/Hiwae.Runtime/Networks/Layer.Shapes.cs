using Hiwae.Programs;
using Hiwae.Shapes;

namespace Hiwae.Networks;

public abstract partial record Layer
{
    /// <summary>See <see cref="UpsampleAttribute"/>.</summary>
    public sealed record Upsample(int Factor, Interpolation Mode) : Layer
    {
        internal override LayerForm Form => new(LayerKind.Upsample, [Factor]);

        internal override IEnumerable<(string Name, Enum Value)> Choices => [(nameof(Mode), Mode)];

        internal override Stage Create(Placement at) => new Enlarged(this, at.Reshaped(part => [part.Shape[0], at.Output[1], at.Output[2]]));

        private sealed class Enlarged(Upsample layer, ImmutableArray<Input> parts) : Stage.OfEachPart(parts)
        {
            protected override Tensor Forward(Tensor value, Noise? noise) => Plate.OfImages(value, images =>
            {
                double[] factors = [layer.Factor, layer.Factor];
                return layer.Mode == Interpolation.Bilinear
                    ? nn.functional.interpolate(images, null, factors, InterpolationMode.Bilinear, false)
                    : nn.functional.interpolate(images, null, factors);
            });

            protected override Value Record(Recorder recorder, Value value) => recorder.Upsample(value, layer.Factor, layer.Mode);
        }
    }

    /// <summary>See <see cref="FlattenAttribute"/>.</summary>
    public sealed record Flatten : Layer
    {
        internal override LayerForm Form => new(LayerKind.Flatten, []);

        internal override Stage Create(Placement at) => new Vectors(at.Reshaped(part => [part.Size]));

        private sealed class Vectors(ImmutableArray<Input> parts) : Stage.OfEachPart(parts)
        {
            protected override Tensor Forward(Tensor value, Noise? noise) => value.flatten(2);

            protected override Value Record(Recorder recorder, Value value) => recorder.ToVectors(value);
        }
    }

    /// <summary>See <see cref="UnflattenAttribute"/>.</summary>
    public sealed record Unflatten(int Channels, int Height, int Width) : Layer
    {
        internal override LayerForm Form => new(LayerKind.Unflatten, [Channels, Height, Width]);

        internal override Stage Create(Placement at)
        {
            var gain = at.Parts.All(part => part.Gain.Equals(at.Parts[0].Gain)) ? at.Parts[0].Gain : 1;
            return new Images(at.Output, [new Input(at.Output, gain)]);
        }

        private sealed class Images(ImmutableArray<int> shape, ImmutableArray<Input> parts) : Stage(parts)
        {
            public override Tensor[] Forward(Tensor[] values, Tensor? context, Noise? noise) => [Plate.AsImages(Plate.Join(values), shape)];

            public override Value[] Record(Recorder recorder, Value[] values, Value? context) => [recorder.ToImages(recorder.Join(values), shape)];
        }
    }

    /// <summary>See <see cref="CropAttribute"/>.</summary>
    public sealed record Crop(int Height, int Width) : Layer
    {
        internal override LayerForm Form => new(LayerKind.Crop, [Height, Width]);

        internal override Stage Create(Placement at) => new Cropped(this, at.Reshaped(part => [part.Shape[0], Height, Width]));

        private sealed class Cropped(Crop layer, ImmutableArray<Input> parts) : Stage.OfEachPart(parts)
        {
            protected override Tensor Forward(Tensor value, Noise? noise) => value.narrow(3, 0, layer.Height).narrow(4, 0, layer.Width);

            protected override Value Record(Recorder recorder, Value value) => recorder.Crop(value, layer.Height, layer.Width);
        }
    }
}
