namespace TorchSharp
{
    using Modules;

    namespace Modules
    {
        /// <summary>Enlarges images.</summary>
        public sealed class Upsample : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            private readonly long[]? _size;
            private readonly double[]? _factor;

            internal Upsample(long[]? size, double[]? scale_factor, torch.UpsampleMode mode, bool? align_corners, bool? recompute_scale_factor) : base(nameof(Upsample))
            {
                (_size, _factor) = (size, scale_factor);
                (this.mode, this.align_corners, this.recompute_scale_factor) = (mode, align_corners, recompute_scale_factor);
            }

            public ReadOnlySpan<long> size => _size;

            public ReadOnlySpan<double> scale_factor => _factor;

            public torch.UpsampleMode mode { get; }

            public bool? align_corners { get; }

            public bool? recompute_scale_factor { get; }

            public override torch.Tensor forward(torch.Tensor input) =>
                torch.nn.functional.interpolate(input, _size, _factor, (torch.InterpolationMode)mode, align_corners, recompute_scale_factor ?? false);
        }

        /// <summary>x · Φ(x), exactly or by its tanh approximation.</summary>
        public sealed class GELU : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            public enum Approximate
            {
                none,
                tanh,
            }

            internal GELU(Approximate approximate, bool inplace) : base(nameof(GELU)) => (this.approximate, this.inplace) = (approximate, inplace);

            public Approximate approximate { get; set; }

            public bool inplace { get; set; }

            public override torch.Tensor forward(torch.Tensor tensor) =>
                inplace ? Hiwae.Torch.Ops.gelu_.One(tensor, approximate.ToString()) : Hiwae.Torch.Ops.gelu.One(tensor, approximate.ToString());
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Upsample Upsample(long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null, bool? recompute_scale_factor = null) =>
                new(size, scale_factor, mode, align_corners, recompute_scale_factor);

            public static GELU GELU() => new(Modules.GELU.Approximate.none, false);

            public static GELU GELU(bool inplace) => new(Modules.GELU.Approximate.none, inplace);

            public static GELU GELU(GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);
        }
    }
}
