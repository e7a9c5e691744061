namespace TorchSharp
{
    using Modules;

    namespace Modules
    {
        /// <summary>y = x Wᵀ + b, with W of shape [outputs, inputs].</summary>
        public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            internal Linear(Parameter weight, Parameter? bias = null) : base(nameof(Linear))
            {
                this.weight = weight;
                this.bias = bias;
                register_parameter(nameof(weight), weight);
                if (bias is not null)
                    register_parameter(nameof(bias), bias);
            }

            public Parameter weight { get; }

            public Parameter? bias { get; }

            public long in_features => weight.shape[1];

            public long out_features => weight.shape[0];

            public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.linear(tensor, weight, bias);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A linear layer; weights and bias start uniform within ±1/√inputs.</summary>
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            {
                var weight = empty(outputSize, inputSize, dtype: dtype, device: device);
                init.kaiming_uniform_(weight, Math.Sqrt(5));
                if (!hasBias)
                    return new Linear(new Parameter(weight));
                var bias = empty(outputSize, dtype: dtype, device: device);
                var limit = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
                init.uniform_(bias, -limit, limit);
                return new Linear(new Parameter(weight), new Parameter(bias));
            }

            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);
        }
    }
}
