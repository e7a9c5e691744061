using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor squeeze(long? dim = null) => dim is { } one ? Ops.squeeze_dim.One(this, one) : Ops.squeeze.One(this);

        public Tensor squeeze_(long? dim = null)
        {
            if (dim is { } one)
                Ops.squeeze__dim.Run(this, one);
            else
                Ops.squeeze_.Run(this);
            return this;
        }

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(Ops.std_dim.One(this, dimensions, unbiased, keepdim), type);

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std((long[])[dim], unbiased, keepdim, type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(Ops.var_dim.One(this, dimensions, unbiased, keepdim), type);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var((long[])[dim], unbiased, keepdim, type);

        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Ops.std_mean.Two(this, unbiased);

        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => Ops.var_mean.Two(this, unbiased);

        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            var (std, mean) = Ops.std_mean_dim.Two(this, dimensions, unbiased, keepdim);
            return (Typed(std, type), Typed(mean, type));
        }

        public (Tensor std, Tensor mean) std_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean(dimensions.ToArray(), unbiased, keepdim, type);

        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean((long[])[dim], unbiased, keepdim, type);

        // TorchSharp calls the variance 'std' here; the name is part of the signature.
        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            var (var, mean) = Ops.var_mean_dim.Two(this, dimensions, unbiased, keepdim);
            return (Typed(var, type), Typed(mean, type));
        }

        public (Tensor std, Tensor mean) var_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean(dimensions.ToArray(), unbiased, keepdim, type);

        public (Tensor var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean((long[])[dim], unbiased, keepdim, type);

        public Tensor norm(float p = 2.0f) => Ops.norm_Scalar.One(this, (Scalar)p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) =>
            Ops.norm_ScalarOpt_dim.One(this, (Scalar)p, (long[])[dim], keepdim);

        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);

        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor fill_(Scalar value)
        {
            Ops.fill__Scalar.Run(this, value);
            return this;
        }

        /// <summary>Sets every element to zero; the result is a new object for the same tensor, as in TorchSharp.</summary>
        public Tensor zero_() => Ops.zero_.One(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            Ops.copy_.Run(this, source, nonBlocking);
            return this;
        }

        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Ops.count_nonzero.One(this) : Ops.count_nonzero_dim_IntList.One(this, dims);

        public bool is_nonzero() => Ops.is_nonzero.Number(this).Bits != 0;

        public Tensor roll((long, long) shifts, (long, long) dims) => roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);

        public Tensor T => Ops.numpy_T.One(this);

        public Tensor mT => Ops.mT.One(this);

        public Tensor tensordot(Tensor b, long dims = 2)
        {
            var rank = dim();
            var mine = new long[dims];
            var theirs = new long[dims];
            for (var i = 0L; i < dims; i++)
                (mine[i], theirs[i]) = (rank - dims + i, i);
            return tensordot(b, mine, theirs);
        }

        private static Tensor Typed(Tensor tensor, ScalarType? type)
        {
            if (type is not { } wanted || tensor.dtype == wanted)
                return tensor;
            var converted = tensor.to_type(wanted);
            tensor.Dispose();
            return converted;
        }
    }

    public static Tensor norm(Tensor input) => input.norm();

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Ops.where_self.One(condition, x, y);

    public static Tensor[] where(Tensor condition) => Ops.where.Many(condition);

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Ops.cat.One(Arg.Tensors(tensors), dim);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => Ops.cat.One(tensors, dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Ops.cat.One(tensors.ToArray(), dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Ops.stack.One(Arg.Tensors(tensors), dim);

    public static Tensor hstack(IList<Tensor> tensors) => Ops.hstack.One(Arg.Tensors(tensors));

    public static Tensor vstack(IList<Tensor> tensors) => Ops.vstack.One(Arg.Tensors(tensors));

    public static Tensor einsum(string equation, params Tensor[] tensors) => Ops.einsum.One(equation, tensors);

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Ops.broadcast_tensors.Many(tensors);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Ops.meshgrid_indexing.Many(Arg.Tensors(tensors), indexing);

    public static bool is_tensor(object obj) => obj is Tensor;
}
