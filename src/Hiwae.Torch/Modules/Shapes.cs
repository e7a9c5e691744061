namespace TorchSharp
{
    using Modules;

    namespace Modules
    {
        /// <summary>Joins a run of dimensions into one.</summary>
        public sealed class Flatten : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            internal Flatten(long start_dim, long end_dim) : base(nameof(Flatten)) =>
                (this.start_dim, this.end_dim) = (start_dim, end_dim);

            public long start_dim { get; set; }

            public long end_dim { get; set; }

            public override torch.Tensor forward(torch.Tensor input) => input.flatten(start_dim, end_dim);
        }

        /// <summary>Splits a dimension into several.</summary>
        public sealed class Unflatten : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            internal Unflatten(long dim, long[] unflattened_size) : base(nameof(Unflatten)) =>
                (this.dim, this.unflattened_size) = (dim, unflattened_size);

            public long dim { get; set; }

            public long[] unflattened_size { get; set; }

            public override torch.Tensor forward(torch.Tensor tensor) => tensor.unflatten(dim, unflattened_size);
        }

        /// <summary>In training, sets elements to zero at random and scales the rest up.</summary>
        public sealed class Dropout : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            internal Dropout(double p, bool inplace) : base(nameof(Dropout)) =>
                (this.p, this.inplace) = (p, inplace);

            public double p { get; set; }

            public bool inplace { get; set; }

            public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.dropout(tensor, p, training, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

            public static Unflatten Unflatten(long dim, long[] unflattened_size) => new(dim, unflattened_size);

            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}
