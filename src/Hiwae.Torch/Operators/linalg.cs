using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        public static Tensor cholesky(Tensor input) => Ops.linalg_cholesky.One(input);

        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false) => Ops.linalg_cholesky_ex.Two(input, check_errors);

        public static Tensor cross(Tensor input, Tensor other, long dim = -1) => Ops.linalg_cross.One(input, other, dim);

        public static Tensor det(Tensor input) => Ops.linalg_det.One(input);

        public static (Tensor, Tensor) slogdet(Tensor input) => Ops.linalg_slogdet.Two(input);

        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => Ops.linalg_diagonal.One(input, offset, dim1, dim2);

        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Ops.linalg_eigh.Two(input, UPLO.ToString());

        public static Tensor eigvals(Tensor input) => Ops.linalg_eigvals.One(input);

        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Ops.linalg_eigvalsh.One(input, UPLO.ToString());

        public static Tensor householder_product(Tensor A, Tensor tau) => Ops.linalg_householder_product.One(A, tau);

        public static Tensor inv(Tensor input) => Ops.linalg_inv.One(input);

        public static (Tensor L, Tensor info) inv_ex(Tensor input, bool check_errors = false) => Ops.linalg_inv_ex.Two(input, check_errors);

        public static Tensor matrix_exp(Tensor input) => Ops.linalg_matrix_exp.One(input);

        public static Tensor multi_dot(IList<Tensor> tensors) => Ops.linalg_multi_dot.One(Arg.Tensors(tensors));

        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => Ops.linalg_norm_ord_str.One(input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Ops.linalg_norm.One(input, (Scalar)ord, dims, keepdim);

        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => Ops.linalg_norm.One(input, (Scalar)ord, dims, keepdim);

        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => Ops.linalg_norm.One(input, Arg.None, dims, keepdim);

        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Ops.linalg_pinv_atol_rtol_float.One(input, atol, rtol, hermitian);

        public static Tensor pinv(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) => Ops.linalg_pinv_atol_rtol_tensor.One(input, atol, rtol, hermitian);

        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Ops.linalg_solve.One(A, B, left);

        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null) => Ops.linalg_solve_triangular.One(A, B, upper, left, unitriangular);

        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) => Ops.linalg_svd.Three(input, fullMatrices);

        public static Tensor svdvals(Tensor input) => Ops.linalg_svdvals.One(input);

        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) => Ops.linalg_vector_norm.One(input, (Scalar)ord, dims, keepdim);

        public static Tensor vecdot(Tensor x, Tensor y, long dim = -1, Tensor? @out = null) => Ops.linalg_vecdot.One(x, y, dim);
    }
}
