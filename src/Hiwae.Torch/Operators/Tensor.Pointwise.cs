using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Ops.abs.One(this);

        public Tensor absolute() => Ops.absolute.One(this);

        public Tensor abs_()
        {
            Ops.abs_.Run(this);
            return this;
        }

        public Tensor absolute_()
        {
            Ops.absolute_.Run(this);
            return this;
        }

        public Tensor ceil() => Ops.ceil.One(this);

        public Tensor ceil_()
        {
            Ops.ceil_.Run(this);
            return this;
        }

        public Tensor exp() => Ops.exp.One(this);

        public Tensor exp_()
        {
            Ops.exp_.Run(this);
            return this;
        }

        public Tensor exp2() => Ops.exp2.One(this);

        public Tensor exp2_()
        {
            Ops.exp2_.Run(this);
            return this;
        }

        public Tensor expm1() => Ops.expm1.One(this);

        public Tensor expm1_()
        {
            Ops.expm1_.Run(this);
            return this;
        }

        public Tensor floor() => Ops.floor.One(this);

        public Tensor floor_()
        {
            Ops.floor_.Run(this);
            return this;
        }

        public Tensor frac() => Ops.frac.One(this);

        public Tensor frac_()
        {
            Ops.frac_.Run(this);
            return this;
        }

        public Tensor log() => Ops.log.One(this);

        public Tensor log_()
        {
            Ops.log_.Run(this);
            return this;
        }

        public Tensor log10() => Ops.log10.One(this);

        public Tensor log10_()
        {
            Ops.log10_.Run(this);
            return this;
        }

        public Tensor log1p() => Ops.log1p.One(this);

        public Tensor log1p_()
        {
            Ops.log1p_.Run(this);
            return this;
        }

        public Tensor log2() => Ops.log2.One(this);

        public Tensor log2_()
        {
            Ops.log2_.Run(this);
            return this;
        }

        public Tensor neg() => Ops.neg.One(this);

        public Tensor negative() => Ops.negative.One(this);

        public Tensor neg_()
        {
            Ops.neg_.Run(this);
            return this;
        }

        public Tensor reciprocal() => Ops.reciprocal.One(this);

        public Tensor reciprocal_()
        {
            Ops.reciprocal_.Run(this);
            return this;
        }

        public Tensor rsqrt() => Ops.rsqrt.One(this);

        public Tensor rsqrt_()
        {
            Ops.rsqrt_.Run(this);
            return this;
        }

        public Tensor square() => Ops.square.One(this);

        public Tensor sqrt() => Ops.sqrt.One(this);

        public Tensor sqrt_()
        {
            Ops.sqrt_.Run(this);
            return this;
        }

        public Tensor sign() => Ops.sign.One(this);

        public Tensor sign_()
        {
            Ops.sign_.Run(this);
            return this;
        }

        public Tensor sgn() => Ops.sgn.One(this);

        public Tensor sgn_()
        {
            Ops.sgn_.Run(this);
            return this;
        }

        public Tensor signbit() => Ops.signbit.One(this);

        public Tensor trunc() => Ops.trunc.One(this);

        public Tensor fix() => Ops.fix.One(this);

        public Tensor trunc_()
        {
            Ops.trunc_.Run(this);
            return this;
        }

        public Tensor fix_()
        {
            Ops.fix_.Run(this);
            return this;
        }

        public Tensor digamma() => Ops.digamma.One(this);

        public Tensor digamma_()
        {
            Ops.digamma_.Run(this);
            return this;
        }

        public Tensor lgamma() => Ops.lgamma.One(this);

        public Tensor lgamma_()
        {
            Ops.lgamma_.Run(this);
            return this;
        }

        public Tensor positive() => Ops.positive.One(this);

        public Tensor erf() => Ops.erf.One(this);

        public Tensor erf_()
        {
            Ops.erf_.Run(this);
            return this;
        }

        public Tensor erfc() => Ops.erfc.One(this);

        public Tensor erfc_()
        {
            Ops.erfc_.Run(this);
            return this;
        }

        public Tensor erfinv() => Ops.erfinv.One(this);

        public Tensor erfinv_()
        {
            Ops.erfinv_.Run(this);
            return this;
        }

        public Tensor sigmoid() => Ops.sigmoid.One(this);

        public Tensor sigmoid_()
        {
            Ops.sigmoid_.Run(this);
            return this;
        }

        public Tensor ravel() => Ops.ravel.One(this);

        public Tensor round(long decimals = 0) => Ops.round_decimals.One(this, decimals);

        public Tensor round_(long decimals = 0)
        {
            Ops.round__decimals.Run(this, decimals);
            return this;
        }

        public Tensor logit(double? eps = null) => Ops.logit.One(this, eps);

        public Tensor logit_(double? eps = null)
        {
            Ops.logit_.Run(this, eps);
            return this;
        }

        public Tensor mvlgamma(long p) => Ops.mvlgamma.One(this, p);

        public Tensor polygamma(long p) => Ops.polygamma.One(p, this);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Ops.nan_to_num.One(this, nan, posinf, neginf);

        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null)
        {
            Ops.nan_to_num_.Run(this, nan, posinf, neginf);
            return this;
        }

        public Tensor add(Tensor target) => Ops.add_Tensor.One(this, target);

        public Tensor add(Tensor target, Scalar alpha) => Ops.add_Tensor.One(this, target, alpha);

        public Tensor add(Scalar scalar) => Ops.add_Scalar.One(this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Ops.add_Scalar.One(this, scalar, alpha);

        public Tensor add_(Tensor target)
        {
            Ops.add__Tensor.Run(this, target);
            return this;
        }

        public Tensor add_(Tensor target, Scalar alpha)
        {
            Ops.add__Tensor.Run(this, target, alpha);
            return this;
        }

        public Tensor add_(Scalar scalar)
        {
            Ops.add__Scalar.Run(this, scalar);
            return this;
        }

        public Tensor add_(Scalar scalar, Scalar alpha)
        {
            Ops.add__Scalar.Run(this, scalar, alpha);
            return this;
        }

        public Tensor sub(Tensor target) => Ops.sub_Tensor.One(this, target);

        public Tensor sub(Scalar target) => Ops.sub_Scalar.One(this, target);

        public Tensor subtract(Scalar target) => Ops.sub_Scalar.One(this, target);

        public Tensor subtract(Tensor target) => Ops.sub_Tensor.One(this, target);

        public Tensor subtract_(Scalar target)
        {
            Ops.sub__Scalar.Run(this, target);
            return this;
        }

        public Tensor subtract_(Tensor target)
        {
            Ops.sub__Tensor.Run(this, target);
            return this;
        }

        public Tensor sub_(Tensor target)
        {
            Ops.sub__Tensor.Run(this, target);
            return this;
        }

        public Tensor sub_(Scalar target)
        {
            Ops.sub__Scalar.Run(this, target);
            return this;
        }

        public Tensor mul(Tensor target) => Ops.mul_Tensor.One(this, target);

        public Tensor multiply(Tensor target) => Ops.mul_Tensor.One(this, target);

        public Tensor mul(Scalar target) => Ops.mul_Scalar.One(this, target);

        public Tensor multiply(Scalar target) => Ops.mul_Scalar.One(this, target);

        public Tensor mul_(Tensor target)
        {
            Ops.mul__Tensor.Run(this, target);
            return this;
        }

        public Tensor mul_(Scalar target)
        {
            Ops.mul__Scalar.Run(this, target);
            return this;
        }

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Ops.div_Tensor_mode.One(this, target, rounding_mode);

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Ops.div_Tensor_mode.One(this, target, rounding_mode);

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Ops.div_Scalar_mode.One(this, target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Ops.div_Scalar_mode.One(this, target, rounding_mode);

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Ops.div__Tensor_mode.Run(this, target, rounding_mode);
            return this;
        }

        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Ops.div__Tensor_mode.Run(this, target, rounding_mode);
            return this;
        }

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Ops.div__Scalar_mode.Run(this, target, rounding_mode);
            return this;
        }

        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Ops.div__Scalar_mode.Run(this, target, rounding_mode);
            return this;
        }

        public Tensor pow(Tensor exponent) => Ops.pow_Tensor_Tensor.One(this, exponent);

        public Tensor pow_(Tensor exponent)
        {
            Ops.pow__Tensor.Run(this, exponent);
            return this;
        }

        public Tensor pow(Scalar exponent) => Ops.pow_Tensor_Scalar.One(this, exponent);

        public Tensor pow_(Scalar exponent)
        {
            Ops.pow__Scalar.Run(this, exponent);
            return this;
        }

        public Tensor remainder(Tensor target) => Ops.remainder_Tensor.One(this, target);

        public Tensor remainder(Scalar scalar) => Ops.remainder_Scalar.One(this, scalar);

        public Tensor fmod(Tensor target) => Ops.fmod_Tensor.One(this, target);

        public Tensor fmod(Scalar scalar) => Ops.fmod_Scalar.One(this, scalar);

        public Tensor floor_divide(Tensor other) => Ops.floor_divide.One(this, other);

        public Tensor floor_divide(Scalar other) => Ops.floor_divide_Scalar.One(this, other);

        public Tensor hypot(Tensor other) => Ops.hypot.One(this, other);

        public Tensor logaddexp(Tensor other) => Ops.logaddexp.One(this, other);

        public Tensor logaddexp2(Tensor other) => Ops.logaddexp2.One(this, other);

        public Tensor xlogy(Tensor y) => Ops.xlogy_Tensor.One(this, y);

        public Tensor xlogy(Scalar y) => Ops.xlogy_Scalar_Other.One(this, y);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.addcdiv.One(this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Ops.addcdiv.One(this, tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Ops.addcdiv_.Run(this, tensor1, tensor2, value);
            return this;
        }

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2)
        {
            Ops.addcdiv_.Run(this, tensor1, tensor2);
            return this;
        }

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.addcmul.One(this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Ops.addcmul_.Run(this, tensor1, tensor2, value);
            return this;
        }

        public Tensor lerp(Tensor end, Tensor weight) => Ops.lerp_Tensor.One(this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight)
        {
            Ops.lerp__Tensor.Run(this, end, weight);
            return this;
        }

        public Tensor maximum(Tensor other) => Ops.maximum.One(this, other);

        public Tensor minimum(Tensor other) => Ops.minimum.One(this, other);

        public Tensor fmax(Tensor other) => Ops.fmax.One(this, other);

        public Tensor fmin(Tensor other) => Ops.fmin.One(this, other);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Ops.clamp.One(this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Ops.clamp_Tensor.One(this, min, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => Ops.clamp.One(this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
        {
            Ops.clamp_.Run(this, min, max);
            return this;
        }

        public Tensor clamp_(Tensor? min = null, Tensor? max = null)
        {
            Ops.clamp__Tensor.Run(this, min, max);
            return this;
        }

        public Tensor clamp_max(Scalar max) => Ops.clamp_max.One(this, max);

        public Tensor clamp_max_(Scalar max)
        {
            Ops.clamp_max_.Run(this, max);
            return this;
        }

        public Tensor clamp_min(Scalar min) => Ops.clamp_min.One(this, min);

        public Tensor clamp_min_(Scalar min)
        {
            Ops.clamp_min_.Run(this, min);
            return this;
        }
    }
}
