using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Ops.eq_Tensor.One(this, target);

        public Tensor eq(Scalar target) => Ops.eq_Scalar.One(this, target);

        public Tensor eq_(Tensor target)
        {
            Ops.eq__Tensor.Run(this, target);
            return this;
        }

        public Tensor eq_(Scalar target)
        {
            Ops.eq__Scalar.Run(this, target);
            return this;
        }

        public Tensor ge(Tensor target) => Ops.ge_Tensor.One(this, target);

        public Tensor greater_equal(Tensor target) => Ops.ge_Tensor.One(this, target);

        public Tensor ge_(Tensor target)
        {
            Ops.ge__Tensor.Run(this, target);
            return this;
        }

        public Tensor ge(Scalar target) => Ops.ge_Scalar.One(this, target);

        public Tensor ge_(Scalar target)
        {
            Ops.ge__Scalar.Run(this, target);
            return this;
        }

        public Tensor gt(Tensor target) => Ops.gt_Tensor.One(this, target);

        public Tensor greater(Tensor target) => Ops.gt_Tensor.One(this, target);

        public Tensor gt_(Tensor target)
        {
            Ops.gt__Tensor.Run(this, target);
            return this;
        }

        public Tensor gt(Scalar target) => Ops.gt_Scalar.One(this, target);

        public Tensor gt_(Scalar target)
        {
            Ops.gt__Scalar.Run(this, target);
            return this;
        }

        public Tensor le(Tensor target) => Ops.le_Tensor.One(this, target);

        public Tensor less_equal(Tensor target) => Ops.le_Tensor.One(this, target);

        public Tensor le_(Tensor target)
        {
            Ops.le__Tensor.Run(this, target);
            return this;
        }

        public Tensor le(Scalar target) => Ops.le_Scalar.One(this, target);

        public Tensor le_(Scalar target)
        {
            Ops.le__Scalar.Run(this, target);
            return this;
        }

        public Tensor lt(Tensor target) => Ops.lt_Tensor.One(this, target);

        public Tensor less(Tensor target) => Ops.lt_Tensor.One(this, target);

        public Tensor lt_(Tensor target)
        {
            Ops.lt__Tensor.Run(this, target);
            return this;
        }

        public Tensor lt(Scalar target) => Ops.lt_Scalar.One(this, target);

        public Tensor lt_(Scalar target)
        {
            Ops.lt__Scalar.Run(this, target);
            return this;
        }

        public Tensor ne(Tensor target) => Ops.ne_Tensor.One(this, target);

        public Tensor not_equal(Tensor target) => Ops.ne_Tensor.One(this, target);

        public Tensor ne_(Tensor target)
        {
            Ops.ne__Tensor.Run(this, target);
            return this;
        }

        public Tensor ne(Scalar target) => Ops.ne_Scalar.One(this, target);

        public Tensor ne_(Scalar target)
        {
            Ops.ne__Scalar.Run(this, target);
            return this;
        }

        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) => Ops.isclose.One(this, other, rtol, atol, nanEqual);

        public Tensor isinf() => Ops.isinf.One(this);

        public Tensor isfinite() => Ops.isfinite.One(this);

        public Tensor isposinf() => Ops.isposinf.One(this);

        public Tensor isneginf() => Ops.isneginf.One(this);

        public Tensor isnan() => Ops.isnan.One(this);

        public Tensor logical_and(Tensor other) => Ops.logical_and.One(this, other);

        public Tensor logical_not() => Ops.logical_not.One(this);

        public Tensor logical_or(Tensor other) => Ops.logical_or.One(this, other);

        public Tensor logical_xor(Tensor other) => Ops.logical_xor.One(this, other);

        public Tensor bitwise_not() => Ops.bitwise_not.One(this);

        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) => Ops.allclose.Number(this, target, rtol, atol, equal_nan).Bits != 0;

        public Tensor argsort(long dim = -1, bool descending = false) => Ops.argsort.One(this, dim, descending);

        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.masked_fill_Scalar.One(this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            Ops.masked_fill__Scalar.Run(this, mask, value);
            return this;
        }

        public Tensor masked_select(Tensor mask) => Ops.masked_select.One(this, mask);

        public Tensor bitwise_and(Tensor other) => Ops.bitwise_and_Tensor.One(this, other);

        public Tensor bitwise_or(Tensor other) => Ops.bitwise_or_Tensor.One(this, other);

        public Tensor bitwise_xor(Tensor other) => Ops.bitwise_xor_Tensor.One(this, other);
    }
}
