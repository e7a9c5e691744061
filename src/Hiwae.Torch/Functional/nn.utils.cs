using Hiwae.Torch;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients together so that their norm is at most the given one; returns the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                var parameters = tensors as IReadOnlyCollection<Parameter> ?? [.. tensors];
                if (norm_type == 2 && FusedNorm(parameters, max_norm) is { } norm)
                    return norm;
                using var quiet = no_grad();
                using var scope = NewDisposeScope();
                var grads = parameters.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (grads.Length == 0)
                    return 0;
                var norms = stack(grads.Select(grad => double.IsPositiveInfinity(norm_type) ? grad.abs().max() : grad.norm((float)norm_type)));
                var total = double.IsPositiveInfinity(norm_type) ? norms.max().ToDouble() : norms.norm((float)norm_type).ToDouble();
                var factor = max_norm / (total + 1e-6);
                if (factor < 1)
                {
                    foreach (var grad in grads)
                        grad.mul_(factor);
                }
                return total;
            }

            // The same in one native pass; null where a gradient is not plain.
            private static unsafe double? FusedNorm(IReadOnlyCollection<Parameter> parameters, double limit)
            {
                if (!Fused.IsOn)
                    return null;
                var handles = parameters.Select(parameter => parameter.Handle).ToArray();
                double norm;
                int done;
                fixed (nint* first = handles)
                    Native.Check(Native.hiwae_clip_norm(first, handles.Length, limit, &norm, &done));
                GC.KeepAlive(parameters);
                return done != 0 ? norm : null;
            }

            /// <summary>Limits every element of every gradient to [−clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var quiet = no_grad();
                using var scope = NewDisposeScope();
                foreach (var grad in tensors.Select(parameter => parameter.grad).OfType<Tensor>())
                    grad.clamp_(-clip_value, clip_value);
            }

            /// <summary>All elements of all parameters in one vector.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(parameter => parameter.view(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            /// <summary>Takes the parameters' elements from one vector.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var quiet = no_grad();
                using var scope = NewDisposeScope();
                var start = 0L;
                foreach (var parameter in tensors)
                {
                    parameter.copy_(vec.narrow(0, start, parameter.numel()).view_as(parameter));
                    start += parameter.numel();
                }
            }
        }
    }
}
