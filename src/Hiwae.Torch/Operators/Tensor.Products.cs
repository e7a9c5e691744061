using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Ops.matmul.One(this, target);

        public Tensor mm(Tensor target) => Ops.mm.One(this, target);

        public Tensor mv(Tensor target) => Ops.mv.One(this, target);

        public Tensor dot(Tensor target) => Ops.dot.One(this, target);

        public Tensor vdot(Tensor target) => Ops.vdot.One(this, target);

        public Tensor bmm(Tensor batch2) => Ops.bmm.One(this, batch2);

        public Tensor outer(Tensor vec2) => Ops.outer.One(this, vec2);

        public Tensor ger(Tensor vec2) => Ops.ger.One(this, vec2);

        public Tensor inner(Tensor vec2) => Ops.inner.One(this, vec2);

        public Tensor inverse() => Ops.inverse.One(this);

        public Tensor det() => Ops.det.One(this);

        public Tensor matrix_exp() => Ops.matrix_exp.One(this);

        public Tensor logdet() => Ops.logdet.One(this);

        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Ops.addbmm.One(this, batch1, batch2, beta, alpha);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Ops.addmm.One(this, mat1, mat2, beta, alpha);

        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1)
        {
            Ops.addmm_.Run(this, mat1, mat2, beta, alpha);
            return this;
        }

        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Ops.addmv.One(this, mat, vec, beta, alpha);

        public Tensor addmv_(Tensor mat, Tensor vec, float beta = 1, float alpha = 1)
        {
            Ops.addmv_.Run(this, mat, vec, beta, alpha);
            return this;
        }

        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Ops.addr.One(this, vec1, vec2, beta, alpha);

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Ops.baddbmm.One(this, batch1, batch2, beta, alpha);

        public Tensor cholesky(bool upper = false) => Ops.cholesky.One(this, upper);

        public Tensor matrix_power(int n) => Ops.matrix_power.One(this, n);

        public Tensor kron(Tensor other) => Ops.kron.One(this, other);

        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => Ops.tensordot.One(this, b, dims1, dims2);
    }
}
