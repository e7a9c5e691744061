using Hiwae.Programs;
using Hiwae.Shapes;
using TorchSharp.Modules;

namespace Hiwae.Networks;

public abstract partial record Layer
{
    /// <summary>See <see cref="ActivateAttribute"/>.</summary>
    public sealed record Activate(Activation Activation) : Layer
    {
        internal override LayerForm Form => new(LayerKind.Activate, []);

        internal override IEnumerable<(string Name, Enum Value)> Choices => [(nameof(Activation), Activation)];

        internal override Stage Create(Placement at) => new Activated(Activation, at.Parts);

        private sealed class Activated(Activation activation, ImmutableArray<Input> parts) : Stage.OfEachPart(parts)
        {
            protected override Tensor Forward(Tensor value, Noise? noise) => Activations.Apply(value, activation);

            protected override Value Record(Recorder recorder, Value value) => recorder.Activate(value, activation);
        }
    }

    /// <summary>See <see cref="DropoutAttribute"/>.</summary>
    public sealed record Dropout(double Probability) : Layer
    {
        internal override LayerForm Form => new(LayerKind.Dropout, [], Probability);

        internal override Stage Create(Placement at) => new Dropping(Probability, at.Parts);

        private sealed class Dropping(double probability, ImmutableArray<Input> parts) : Stage.OfEachPart(parts)
        {
            protected override Tensor Forward(Tensor value, Noise? noise)
            {
                if (noise is null)
                    return value;
                var kept = noise.Uniform(value.shape) >= probability;
                return value * kept.to_type(value.dtype) * (1 / (1 - probability));
            }

            protected override Value Record(Recorder recorder, Value value) => recorder.Dropout(value, probability);
        }
    }

    /// <summary>See <see cref="LayerNormAttribute"/>.</summary>
    public sealed record LayerNorm(Activation Activation = Activation.Identity) : Layer
    {
        internal override LayerForm Form => new(LayerKind.LayerNorm, []);

        internal override IEnumerable<(string Name, Enum Value)> Choices => [(nameof(Activation), Activation)];

        internal override Stage Create(Placement at) =>
            new Normalised(nn.LayerNorm([.. at.Input.Select(n => (long)n)], device: at.Noise.Device, dtype: at.Noise.DType), Activation, at.Parts);

        private sealed class Normalised(TorchSharp.Modules.LayerNorm module, Activation activation, ImmutableArray<Input> parts) : Stage(parts, module)
        {
            public override Tensor[] Forward(Tensor[] values, Tensor? context, Noise? noise) =>
                [Activations.Apply(module.forward(Plate.Join(values)), activation)];

            public override Value[] Record(Recorder recorder, Value[] values, Value? context) =>
                [recorder.LayerNorm(recorder.Join(values), recorder.Parameter(() => module.weight), recorder.Parameter(() => module.bias!), activation)];
        }
    }

    /// <summary>See <see cref="BatchNormAttribute"/>.</summary>
    public sealed record BatchNorm(Activation Activation = Activation.Identity) : Layer
    {
        internal override LayerForm Form => new(LayerKind.BatchNorm, []);

        internal override IEnumerable<(string Name, Enum Value)> Choices => [(nameof(Activation), Activation)];

        internal override Stage Create(Placement at)
        {
            var module = nn.BatchNorm2d(at.Input[0], 1e-5, 0.1, true, true, at.Noise.Device, at.Noise.DType);

            // TorchSharp counts batches in the type of the parameters; a count is an integer, in checkpoints and for whoever averages parameters.
            module.num_batches_tracked = zeros([], ScalarType.Int64, at.Noise.Device);
            return new Normalised(module, Activation, at.Parts);
        }

        private sealed class Normalised(BatchNorm2d module, Activation activation, ImmutableArray<Input> parts) : Stage(parts, module)
        {
            public override Tensor[] Forward(Tensor[] values, Tensor? context, Noise? noise) => [Activations.Apply(Normal(Plate.Join(values)), activation)];

            public override Value[] Record(Recorder recorder, Value[] values, Value? context)
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
            }

            // Batch and samples count alike. A single value has no variance: it is normalised by the running averages, in training too.
            private Tensor Normal(Tensor value)
            {
                var shape = value.shape;
                var images = value.reshape(shape[0] * shape[1], shape[2], shape.Length == 5 ? shape[3] : 1, shape.Length == 5 ? shape[4] : 1);
                var isTraining = EvaluationMode.IsTraining(module);
                var normal = isTraining && BatchMoments.Current is { } joint ? joint.Normal(images, module)
                    : isTraining && images.numel() > shape[2] ? module.forward(images)
                    : nn.functional.batch_norm(images, module.running_mean, module.running_var, module.weight, module.bias, false, 0, module.eps);
                return normal.reshape(shape);
            }
        }
    }
}
