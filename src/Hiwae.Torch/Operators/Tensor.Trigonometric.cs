using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor asin() => Ops.asin.One(this);

        public Tensor asin_()
        {
            Ops.asin_.Run(this);
            return this;
        }

        public Tensor acos() => Ops.acos.One(this);

        public Tensor acos_()
        {
            Ops.acos_.Run(this);
            return this;
        }

        public Tensor atan() => Ops.atan.One(this);

        public Tensor atan_()
        {
            Ops.atan_.Run(this);
            return this;
        }

        public Tensor atan2(Tensor other) => Ops.atan2.One(this, other);

        public Tensor cos() => Ops.cos.One(this);

        public Tensor cos_()
        {
            Ops.cos_.Run(this);
            return this;
        }

        public Tensor sin() => Ops.sin.One(this);

        public Tensor sin_()
        {
            Ops.sin_.Run(this);
            return this;
        }

        public Tensor tan() => Ops.tan.One(this);

        public Tensor tan_()
        {
            Ops.tan_.Run(this);
            return this;
        }

        public Tensor sinc() => Ops.sinc.One(this);

        public Tensor sinh() => Ops.sinh.One(this);

        public Tensor sinh_()
        {
            Ops.sinh_.Run(this);
            return this;
        }

        public Tensor cosh() => Ops.cosh.One(this);

        public Tensor cosh_()
        {
            Ops.cosh_.Run(this);
            return this;
        }

        public Tensor tanh() => Ops.tanh.One(this);

        public Tensor tanh_()
        {
            Ops.tanh_.Run(this);
            return this;
        }

        public Tensor asinh() => Ops.asinh.One(this);

        public Tensor asinh_()
        {
            Ops.asinh_.Run(this);
            return this;
        }

        public Tensor acosh() => Ops.acosh.One(this);

        public Tensor acosh_()
        {
            Ops.acosh_.Run(this);
            return this;
        }

        public Tensor atanh() => Ops.atanh.One(this);

        public Tensor atanh_()
        {
            Ops.atanh_.Run(this);
            return this;
        }

        public Tensor arcsin() => Ops.arcsin.One(this);

        public Tensor arccos() => Ops.arccos.One(this);

        public Tensor arctan() => Ops.arctan.One(this);

        public Tensor arcsinh() => Ops.arcsinh.One(this);

        public Tensor arccosh() => Ops.arccosh.One(this);

        public Tensor arctanh() => Ops.arctanh.One(this);
    }
}
