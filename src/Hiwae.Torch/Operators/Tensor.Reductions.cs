using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor all() => Ops.all.One(this);

        public Tensor any() => Ops.any.One(this);

        public Tensor argmax() => Ops.argmax.One(this);

        public Tensor argmin() => Ops.argmin.One(this);

        public Tensor max() => Ops.max.One(this);

        public Tensor mean() => Ops.mean.One(this);

        public Tensor median() => Ops.median.One(this);

        public Tensor min() => Ops.min.One(this);

        public Tensor all(long dim, bool keepdim = false) => Ops.all_dim.One(this, dim, keepdim);

        public Tensor any(long dim, bool keepdim = false) => Ops.any_dim.One(this, dim, keepdim);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Ops.amax.One(this, dims, keepdim);

        public Tensor amax(params long[] dims) => Ops.amax.One(this, dims);

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Ops.amax.One(this, Arg.Longs(dims), keepdim);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Ops.amin.One(this, Arg.Longs(dims), keepdim);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Ops.amin.One(this, dims, keepdim);

        public Tensor amin(params long[] dims) => Ops.amin.One(this, dims);

        public Tensor argmax(long dim, bool keepdim = false) => Ops.argmax.One(this, dim, keepdim);

        public Tensor argmin(long dim, bool keepdim = false) => Ops.argmin.One(this, dim, keepdim);

        public Tensor max(Tensor other) => Ops.max_other.One(this, other);

        public Tensor min(Tensor other) => Ops.min_other.One(this, other);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Ops.max_dim.Two(this, dim, keepdim);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Ops.min_dim.Two(this, dim, keepdim);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Ops.mean_dim.One(this, dimensions, keepdim, type);

        public Tensor prod(ScalarType? type = null) => Ops.prod.One(this, type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Ops.prod_dim_int.One(this, dim, keepdim, type);

        public Tensor sum(ScalarType? type = null) => Ops.sum.One(this, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Ops.sum_dim_IntList.One(this, dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Ops.sum_dim_IntList.One(this, Arg.Longs(dim), keepdim, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Ops.sum_dim_IntList.One(this, dim, keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => Ops.sum_dim_IntList.One(this, (long[])[dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => Ops.sum_dim_IntList.One(this, (long[])[dim0, dim1, dim2], keepdim, type);

        public Tensor std(bool unbiased = true) => Ops.std.One(this, unbiased);

        public Tensor var(bool unbiased = true) => Ops.var.One(this, unbiased);

        public Tensor logsumexp(long dim, bool keepdim = false) => Ops.logsumexp.One(this, dim, keepdim);

        public Tensor logcumsumexp(long dim) => Ops.logcumsumexp.One(this, dim);

        public Tensor cumsum(long dim, ScalarType? type = null) => Ops.cumsum.One(this, dim, type);

        public Tensor cumprod(long dim, ScalarType? type = null) => Ops.cumprod.One(this, dim, type);

        public (Tensor values, Tensor indexes) cummax(long dim) => Ops.cummax.Two(this, dim);

        public (Tensor values, Tensor indexes) cummin(long dim) => Ops.cummin.Two(this, dim);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => Ops.sort_stable.Two(this, stable, dim, descending);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Ops.topk.Two(this, k, dim, largest, sorted);

        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => Ops.mode.Two(this, dim, keepdim);

        public Tensor trace() => Ops.trace.One(this);

        public Tensor nansum() => Ops.nansum.One(this);

        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => Ops.kthvalue.Two(this, k, dim ?? -1, keepdim);
    }
}
