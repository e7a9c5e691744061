namespace TorchSharp
{
    using Modules;

    namespace Modules
    {
        /// <summary>Standardises over the last dimensions, then scales and shifts by learned amounts.</summary>
        public sealed class LayerNorm : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, torch.Device? device, torch.ScalarType? dtype) : base(nameof(LayerNorm))
            {
                (this.normalized_shape, this.eps, this.elementwise_affine) = (normalized_shape, eps, elementwise_affine);
                if (!elementwise_affine)
                    return;
                _weight = new Parameter(torch.ones(normalized_shape, dtype: dtype, device: device));
                register_parameter(nameof(weight), _weight);
                if (!bias)
                    return;
                this.bias = new Parameter(torch.zeros(normalized_shape, dtype: dtype, device: device));
                register_parameter(nameof(bias), this.bias);
            }

            private readonly Parameter? _weight;

            /// <summary>The scales; null where <see cref="elementwise_affine"/> is false.</summary>
            public Parameter weight => _weight!;

            public Parameter? bias { get; }

            public long[] normalized_shape { get; }

            public double eps { get; }

            public bool elementwise_affine { get; }

            public override torch.Tensor forward(torch.Tensor tensor) =>
                torch.nn.functional.layer_norm(tensor, normalized_shape, _weight, bias, eps);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            public static LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }
}
