using Hiwae.Compilation.Lanes;
using Hiwae.Native;
using TorchSharp.Modules;

namespace Hiwae.Training;

/// <summary>The norm of a gradient, and its limit.</summary>
internal static unsafe class GradientNorm
{
    /// <summary>
    /// Multiplies the gradients of all parameters with min(1, limit / (norm + 10⁻⁶)), as PyTorch's <c>clip_grad_norm_</c> does; their Euclidean norm together before that. Where that is not finite,
    /// the gradients stay as they are.
    /// </summary>
    /// <param name="parameters">The parameters; those without a gradient count as zeros.</param>
    /// <param name="limit">The largest norm.</param>
    public static double Clip(ImmutableArray<Parameter> parameters, double limit) => Clip(parameters, limit, VectorWidths.Best);

    /// <summary>The same, with vectors of a given width.</summary>
    internal static double Clip(ImmutableArray<Parameter> parameters, double limit, VectorWidth width)
    {
        using var scope = NewDisposeScope();
        Tensor[] gradients = [.. parameters.Select(parameter => parameter.grad).OfType<Tensor>()];
        if (gradients.Length == 0)
            return 0;
        if (!Array.TrueForAll(gradients, TensorMemory.IsPlain))
            return nn.utils.clip_grad_norm_(parameters, limit);
        var norm = Math.Sqrt(gradients.Sum(gradient => SumOfSquares(gradient, width)));
        var factor = limit / (norm + 1e-6);
        if (factor >= 1 || !double.IsFinite(norm))
            return norm;
        foreach (var gradient in gradients)
            Scale(gradient, (float)factor, width);
        return norm;
    }

    private static double SumOfSquares(Tensor gradient, VectorWidth width)
    {
        var (start, count) = ((nint)TensorMemory.Start(gradient), gradient.numel());
        return width switch
        {
            VectorWidth.Bits512 => ParameterUpdates.SumOfSquares<Lanes512>((float*)start, count),
            VectorWidth.Bits256 => ParameterUpdates.SumOfSquares<Lanes256>((float*)start, count),
            _ => ParameterUpdates.SumOfSquares<Lanes128>((float*)start, count),
        };
    }

    private static void Scale(Tensor gradient, float factor, VectorWidth width)
    {
        var (start, count) = ((nint)TensorMemory.Start(gradient), gradient.numel());
        switch (width)
        {
            case VectorWidth.Bits512: ParameterUpdates.Scale<Lanes512>((float*)start, factor, count); break;
            case VectorWidth.Bits256: ParameterUpdates.Scale<Lanes256>((float*)start, factor, count); break;
            default: ParameterUpdates.Scale<Lanes128>((float*)start, factor, count); break;
        }
    }
}
