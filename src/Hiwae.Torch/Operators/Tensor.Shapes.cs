using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor alias() => Ops.alias.One(this);

        public Tensor clone() => Ops.clone.One(this);

        public Tensor contiguous() => Ops.contiguous.One(this);

        public Tensor reshape(params long[] shape) => Ops.reshape.One(this, shape);

        public Tensor view(params long[] shape) => Ops.view.One(this, shape);

        public Tensor view_as(Tensor other) => Ops.view_as.One(this, other);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Ops.flatten_using_ints.One(this, start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes) => Ops.unflatten_int.One(this, dim, sizes);

        public Tensor t() => Ops.t.One(this);

        public Tensor transpose(long dim0, long dim1) => Ops.transpose_int.One(this, dim0, dim1);

        public Tensor transpose_(long dim0, long dim1)
        {
            Ops.transpose_.Run(this, dim0, dim1);
            return this;
        }

        public Tensor adjoint() => Ops.adjoint.One(this);

        public Tensor tril(long diagonal = 0) => Ops.tril.One(this, diagonal);

        public Tensor tril_(long diagonal = 0)
        {
            Ops.tril_.Run(this, diagonal);
            return this;
        }

        public Tensor triu(long diagonal = 0) => Ops.triu.One(this, diagonal);

        public Tensor triu_(long diagonal = 0)
        {
            Ops.triu_.Run(this, diagonal);
            return this;
        }

        public Tensor swapdims(long dim0, long dim1) => Ops.swapdims.One(this, dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => Ops.swapaxes.One(this, dim0, dim1);

        public Tensor index_select(long dim, Tensor index) => Ops.index_select.One(this, dim, index);

        public Tensor select(long dim, long index) => Ops.select_int.One(this, dim, index);

        public Tensor take(Tensor index) => Ops.take.One(this, index);

        public Tensor argwhere() => Ops.argwhere.One(this);

        public Tensor gather(long dim, Tensor index) => Ops.gather.One(this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Ops.scatter_src.One(this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src)
        {
            Ops.scatter__src.Run(this, dim, index, src);
            return this;
        }

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Ops.scatter_add.One(this, dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src)
        {
            Ops.scatter_add_.Run(this, dim, index, src);
            return this;
        }

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Ops.index_add.One(this, dim, index, source, alpha);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            Ops.index_add_.Run(this, dim, index, source, alpha);
            return this;
        }

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Ops.index_copy.One(this, dim, index, source);

        public Tensor index_fill(long dim, Tensor index, Scalar value) => Ops.index_fill_int_Scalar.One(this, dim, index, value);

        public Tensor index_fill_(long dim, Tensor index, Scalar value)
        {
            Ops.index_fill__int_Scalar.Run(this, dim, index, value);
            return this;
        }

        public Tensor[] unbind(long dimension = 0) => Ops.unbind_int.Many(this, dimension);

        public Tensor unfold(long dimension, long size, long step) => Ops.unfold.One(this, dimension, size, step);

        public Tensor[] split(long size, int dim = 0) => Ops.split_Tensor.Many(this, size, dim);

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => Ops.split_with_sizes.Many(this, Arg.Longs(sizes), dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Ops.split_with_sizes.Many(this, sizes, dim);

        public Tensor[] split(params long[] sizes) => Ops.split_with_sizes.Many(this, sizes);

        public Tensor[] tensor_split(long size, long dim = 0) => Ops.tensor_split_sections.Many(this, size, dim);

        public Tensor[] chunk(long chunks, long dim = 0) => Ops.chunk.Many(this, chunks, dim);

        public Tensor diag(long diagonal = 0) => Ops.diag.One(this, diagonal);

        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => Ops.diag_embed.One(this, offset, dim1, dim2);

        public Tensor diagflat(long offset = 0) => Ops.diagflat.One(this, offset);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Ops.diagonal.One(this, offset, dim1, dim2);

        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => Ops.diff.One(this, n, dim, prepend, append);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Ops.expand.One(this, Arg.Longs(sizes), isImplicit);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Ops.expand.One(this, sizes, isImplicit);

        public Tensor expand_as(Tensor other) => Ops.expand_as.One(this, other);

        public Tensor expand(params long[] sizes) => Ops.expand.One(this, sizes);

        public Tensor repeat(params long[] sizes) => Ops.repeat.One(this, sizes);

        public Tensor tile(long[] reps) => Ops.tile.One(this, reps);

        public Tensor broadcast_to(params long[] shape) => Ops.broadcast_to.One(this, shape);

        public Tensor movedim(long[] source, long[] destination) => Ops.movedim_intlist.One(this, source, destination);

        public Tensor moveaxis(long[] source, long[] destination) => Ops.moveaxis_intlist.One(this, source, destination);

        public Tensor permute(params long[] permutation) => Ops.permute.One(this, permutation);

        public Tensor permute(IEnumerable<long> permutation) => Ops.permute.One(this, permutation.ToArray());

        public Tensor flip(params long[] dims) => Ops.flip.One(this, dims);

        public Tensor fliplr() => Ops.fliplr.One(this);

        public Tensor flipud() => Ops.flipud.One(this);

        public Tensor nonzero() => Ops.nonzero.One(this);

        public Tensor narrow(long dim, long start, long length) => Ops.narrow.One(this, dim, start, length);

        public Tensor roll(long shifts, long? dims = null) => Ops.roll.One(this, shifts, dims is { } dim ? [dim] : Array.Empty<long>());

        public Tensor roll(long[] shifts, long[] dims) => Ops.roll.One(this, shifts, dims);

        public Tensor roll(long[] shifts) => Ops.roll.One(this, shifts);

        public Tensor slice(long dim, long start, long finish, long step) => Ops.slice_Tensor.One(this, dim, start, finish, step);

        public Tensor unsqueeze(long dim) => Ops.unsqueeze.One(this, dim);

        public Tensor unsqueeze_(long dim)
        {
            Ops.unsqueeze_.Run(this, dim);
            return this;
        }

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Ops.as_strided.One(this, size, strides, storageOffset);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => Ops.repeat_interleave_self_Tensor.One(this, repeats, dim, output_size);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Ops.repeat_interleave_self_int.One(this, repeats, dim, output_size);

        public Tensor detach() => Ops.detach.One(this);

        public Tensor detach_()
        {
            Ops.detach_.Run(this);
            return this;
        }

        public Tensor where(Tensor condition, Tensor y) => Ops.where_self.One(condition, this, y);

        public Tensor masked_scatter_(Tensor mask, Tensor value)
        {
            Ops.masked_scatter_.Run(this, mask, value);
            return this;
        }

        public Tensor masked_scatter(Tensor mask, Tensor value) => Ops.masked_scatter.One(this, mask, value);
    }
}
