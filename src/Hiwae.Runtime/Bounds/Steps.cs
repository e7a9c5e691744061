using Hiwae.Native;

namespace Hiwae;

/// <summary>The steps of a sequence, which a tensor has side by side in its last dimension.</summary>
public static class Steps
{
    /// <summary>One step, [..., T · size] to [..., size].</summary>
    /// <param name="all">All steps.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="size">The number of values of a step.</param>
    public static Tensor Of(Tensor all, long step, long size) => all.narrow(-1, step * size, size);

    /// <summary>All steps side by side, each [batch or 1, samples or 1, size]: where the first have no samples of their own, as what depends on no draw yet, they are the same for all.</summary>
    /// <param name="steps">At least one.</param>
    public static Tensor Join(params ReadOnlySpan<Tensor> steps)
    {
        using var scope = NewDisposeScope();
        var (batch, samples) = (1L, 1L);
        foreach (var step in steps)
            (batch, samples) = (Math.Max(batch, step.shape[0]), Math.Max(samples, step.shape[1]));
        var parts = new Tensor[steps.Length];
        for (var t = 0; t < parts.Length; t++)
            parts[t] = steps[t].expand(batch, samples, -1);
        return cat(parts, -1).MoveToOuterDisposeScope();
    }

    /// <summary>The sum over the steps, each [batch or 1, samples or 1].</summary>
    /// <param name="steps">At least one.</param>
    public static Tensor Sum(params ReadOnlySpan<Tensor> steps)
    {
        using var scope = NewDisposeScope();
        var sum = steps[0].alias();
        foreach (var step in steps[1..])
            sum = sum.Plus(step);
        return sum.MoveToOuterDisposeScope();
    }
}
