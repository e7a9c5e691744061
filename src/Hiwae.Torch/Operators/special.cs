using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class special
    {
        public static Tensor entr(Tensor input) => Ops.special_entr.One(input);

        public static Tensor erf(Tensor input) => Ops.special_erf.One(input);

        public static Tensor erfc(Tensor input) => Ops.special_erfc.One(input);

        public static Tensor erfcx(Tensor input) => Ops.special_erfcx.One(input);

        public static Tensor erfinv(Tensor input) => Ops.special_erfinv.One(input);

        public static Tensor expit(Tensor input) => Ops.special_expit.One(input);

        public static Tensor expm1(Tensor input) => Ops.special_expm1.One(input);

        public static Tensor exp2(Tensor input) => Ops.special_exp2.One(input);

        public static Tensor gammaln(Tensor input) => Ops.special_gammaln.One(input);

        public static Tensor gammainc(Tensor input, Tensor other) => Ops.special_gammainc.One(input, other);

        public static Tensor gammaincc(Tensor input, Tensor other) => Ops.special_gammaincc.One(input, other);

        public static Tensor polygamma(long n, Tensor input) => Ops.special_polygamma.One(n, input);

        public static Tensor multigammaln(Tensor input, long p) => Ops.mvlgamma.One(input, p);

        public static Tensor digamma(Tensor input) => Ops.special_digamma.One(input);

        public static Tensor psi(Tensor input) => Ops.special_psi.One(input);

        public static Tensor i0(Tensor input) => Ops.special_i0.One(input);

        public static Tensor i0e(Tensor input) => Ops.special_i0e.One(input);

        public static Tensor i1(Tensor input) => Ops.special_i1.One(input);

        public static Tensor i1e(Tensor input) => Ops.special_i1e.One(input);

        public static Tensor logit(Tensor input) => Ops.special_logit.One(input);

        public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => Ops.log_softmax_int.One(input, dim, dtype);

        public static Tensor ndtr(Tensor input) => Ops.special_ndtr.One(input);

        public static Tensor ndtri(Tensor input) => Ops.special_ndtri.One(input);

        public static Tensor sinc(Tensor input) => Ops.special_sinc.One(input);

        public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Ops.softmax_int.One(input, dim, dtype);

        public static Tensor xlog1py(Tensor input, Tensor other) => Ops.special_xlog1py.One(input, other);

        public static Tensor zeta(Tensor x, Tensor q) => Ops.special_zeta.One(x, q);
    }
}
