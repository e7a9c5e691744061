using TorchSharp.Modules;

namespace Hiwae.Training;

/// <summary>The same rule by operators on tensors, for parameters that are not 32-bit floats side by side on the CPU.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="beta1">β₁.</param>
/// <param name="beta2">β₂.</param>
/// <param name="eps">ε.</param>
/// <param name="isAmsGrad">Whether it divides by the largest second moment so far.</param>
internal sealed class AdamTensors(ImmutableArray<Parameter> parameters, double beta1, double beta2, double eps, bool isAmsGrad) : IDisposable
{
    /// <summary>The number of steps of each parameter.</summary>
    public long[] Steps { get; } = new long[parameters.Length];

    /// <summary>By parameter: the first moments, the second and, where they are asked for, the largest second ones.</summary>
    public ImmutableArray<ImmutableArray<Tensor>> Moments { get; } =
    [
        .. parameters.Select(parameter => Enumerable.Range(0, isAmsGrad ? 3 : 2).Select(_ => zeros_like(parameter, requires_grad: false).DetachFromDisposeScope()).ToImmutableArray()),
    ];

    /// <summary>One update of every parameter that has a gradient.</summary>
    /// <param name="rate">The learning rate α.</param>
    public void Step(double rate)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using Scalar first = beta1, second = beta2, newFirst = 1 - beta1, newSecond = 1 - beta2, least = eps, one = 1;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].grad is not { } gradient)
                continue;
            var step = ++Steps[i];
            var (means, squares) = (Moments[i][0], Moments[i][1]);
            means.mul_(first).add_(gradient, newFirst);
            squares.mul_(second).addcmul_(gradient, gradient, newSecond);
            if (isAmsGrad)
                Moments[i][2].copy_(maximum(Moments[i][2], squares));
            using Scalar root = Math.Sqrt(1 - Math.Pow(beta2, step)), stepSize = -rate / (1 - Math.Pow(beta1, step));
            var scale = (isAmsGrad ? Moments[i][2] : squares).sqrt().div_(root).add_(least, one);
            parameters[i].addcdiv_(means, scale, stepSize);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Moments.SelectMany(moments => moments))
            tensor.Dispose();
    }
}
