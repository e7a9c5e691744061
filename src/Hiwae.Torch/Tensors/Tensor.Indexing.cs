using System.Runtime.CompilerServices;
using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(Parts(indices));
            set => index_put_(value, Parts(indices));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, Parts(i1));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(Parts(i1, i2));
            set => index_put_(value, Parts(i1, i2));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(Parts(i1, i2, i3));
            set => index_put_(value, Parts(i1, i2, i3));
        }

        public Tensor index(params Tensor[] indices) => Ops.index_Tensor.One(this, indices);

        public Tensor index(params TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            var view = View(indices, out var masks);
            var result = masks is null ? view : Ops.index_Tensor.One(view, masks);
            return (ReferenceEquals(result, this) ? alias() : result).MoveToOuterDisposeScope();
        }

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using var scope = NewDisposeScope();
            var view = View(indices, out var masks);
            if (masks is not null)
                Ops.index_put_.Run(view, masks, value, accumulate);
            else if (accumulate)
                view.add_(value);
            else
                view.copy_(value);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            Ops.index_put_.Run(this, indices, value, accumulate);
            return this;
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            return index_put_(full([], value, dtype, device), indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using var scope = NewDisposeScope();
            return index_put_(full([], value, dtype, device), indices);
        }

        private static TensorIndex[] Parts(params long[] indices) => Array.ConvertAll(indices, index => (TensorIndex)index);

        // Applies everything but tensors, one part after the other; the tensors are returned by the dimension that they index.
        private Tensor View(TensorIndex[] indices, out Tensor?[]? masks)
        {
            masks = null;
            var view = this;
            var consumed = indices.Sum(Consumes);
            var dim = 0;
            foreach (var part in indices)
            {
                switch (part.Kind)
                {
                    case TensorIndex.Part.None:
                        view = view.unsqueeze(dim++);
                        break;
                    case TensorIndex.Part.Ellipsis:
                        dim += (int)this.dim() - consumed;
                        break;
                    case TensorIndex.Part.Single:
                        view = view.select(dim, part.Start!.Value);
                        break;
                    case TensorIndex.Part.Slice:
                        view = Sliced(view, dim++, part);
                        break;
                    default:
                        (masks ??= new Tensor?[view.dim() + indices.Length])[dim] = part.Mask ?? tensor(part.Start == 1);
                        if (part.Mask is null)
                            view = view.unsqueeze(dim);
                        dim += part.Mask is { dtype: ScalarType.Bool } mask ? (int)mask.dim() : 1;
                        break;
                }
            }
            if (masks is not null)
                masks = Compact(masks, (int)view.dim());
            return view;
        }

        private static int Consumes(TensorIndex part) => part.Kind switch
        {
            TensorIndex.Part.Single or TensorIndex.Part.Slice => 1,
            TensorIndex.Part.Tensor => part.Mask is { dtype: ScalarType.Bool } mask ? (int)mask.dim() : 1,
            _ => 0,
        };

        private static Tensor Sliced(Tensor view, int dim, TensorIndex part)
        {
            if (part.Step is <= 0)
                throw new ArgumentException($"A slice with step {part.Step}; libtorch takes positive steps only, use flip for the rest.");
            return part is { Start: null, Stop: null, Step: null or 1 } ? view : Ops.slice_Tensor.One(view, dim, part.Start, part.Stop, part.Step ?? 1);
        }

        // A mask of several dimensions stands at its first one, and libtorch spreads it over the ones that follow.
        private static Tensor?[] Compact(Tensor?[] masks, int rank)
        {
            var parts = new List<Tensor?>();
            for (var dim = 0; dim < rank; dim++)
            {
                parts.Add(masks[dim]);
                if (masks[dim] is { dtype: ScalarType.Bool } mask)
                    dim += (int)mask.dim() - 1;
            }
            return [.. parts];
        }
    }
}
