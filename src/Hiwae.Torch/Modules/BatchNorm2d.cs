namespace TorchSharp
{
    using Modules;

    namespace Modules
    {
        /// <summary>Standardises each channel over the batch, and remembers means and variances for evaluation.</summary>
        public sealed class BatchNorm2d : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            internal BatchNorm2d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, torch.Device? device, torch.ScalarType? dtype) : base(nameof(BatchNorm2d))
            {
                (this.num_features, this.eps, this.momentum, this.affine, this.track_running_stats) = (num_features, eps, momentum, affine, track_running_stats);
                if (affine)
                {
                    _weight = new Parameter(torch.ones(num_features, dtype: dtype, device: device));
                    bias = new Parameter(torch.zeros(num_features, dtype: dtype, device: device));
                    register_parameter(nameof(weight), _weight);
                    register_parameter(nameof(bias), bias);
                }
                if (!track_running_stats)
                    return;
                running_mean = torch.zeros(num_features, dtype: dtype, device: device);
                running_var = torch.ones(num_features, dtype: dtype, device: device);
                num_batches_tracked = torch.zeros([], dtype: torch.ScalarType.Int64, device: device);
                register_buffer(nameof(running_mean), running_mean);
                register_buffer(nameof(running_var), running_var);
                register_buffer(nameof(num_batches_tracked), num_batches_tracked);
            }

            private readonly Parameter? _weight;

            /// <summary>The scales; null where <see cref="affine"/> is false.</summary>
            public Parameter weight => _weight!;

            public Parameter? bias { get; }

            public torch.Tensor? running_mean { get; }

            public torch.Tensor? running_var { get; }

            public torch.Tensor? num_batches_tracked { get; }

            public long num_features { get; }

            public double eps { get; }

            public double? momentum { get; }

            public bool affine { get; }

            public bool track_running_stats { get; }

            public override torch.Tensor forward(torch.Tensor input)
            {
                if (input.dim() != 4)
                    throw new ArgumentException($"BatchNorm2d of a tensor with {input.dim()} dimensions; it must be [batch, channels, height, width].", nameof(input));
                if (training)
                    num_batches_tracked?.add_(1);
                return torch.nn.functional.batch_norm(input, running_mean, running_var, _weight, bias, training || !track_running_stats, momentum ?? 0, eps);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static BatchNorm2d BatchNorm2d(long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
