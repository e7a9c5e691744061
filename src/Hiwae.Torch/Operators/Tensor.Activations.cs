using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor softmax(long dim, ScalarType? dtype = null) => Ops.softmax_int.One(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Ops.log_softmax_int.One(this, dim, dtype);

        public Tensor softplus(double beta = 1, double threshold = 20) => Ops.softplus.One(this, beta, threshold);

        public Tensor relu() => Ops.relu.One(this);

        public Tensor relu_()
        {
            Ops.relu_.Run(this);
            return this;
        }

        public Tensor relu6() => Ops.relu6.One(this);

        public Tensor relu6_()
        {
            Ops.relu6_.Run(this);
            return this;
        }

        public Tensor celu() => Ops.celu.One(this);

        public Tensor celu(Scalar alpha) => Ops.celu.One(this, alpha);

        public Tensor elu(double alpha = 1) => Ops.elu.One(this, alpha);

        public Tensor elu_(double alpha = 1)
        {
            Ops.elu_.Run(this, alpha);
            return this;
        }

        public Tensor hardsigmoid() => Ops.hardsigmoid.One(this);

        public Tensor hardswish() => Ops.hardswish.One(this);

        public Tensor selu() => Ops.selu.One(this);

        public Tensor selu_()
        {
            Ops.selu_.Run(this);
            return this;
        }

        public Tensor silu() => Ops.silu.One(this);

        public Tensor silu_()
        {
            Ops.silu_.Run(this);
            return this;
        }

        public Tensor leaky_relu(Scalar negative_slope) => Ops.leaky_relu.One(this, negative_slope);

        public Tensor leaky_relu_(Scalar negative_slope)
        {
            Ops.leaky_relu_.Run(this, negative_slope);
            return this;
        }

        public Tensor gelu() => Ops.gelu.One(this);

        public Tensor log_sigmoid() => Ops.log_sigmoid.One(this);

        public Tensor glu(long dim = -1) => Ops.glu.One(this, dim);

        public Tensor hardtanh(Scalar min, Scalar max) => Ops.hardtanh.One(this, min, max);
    }
}
