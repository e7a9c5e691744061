using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>Formulas of a variable's values as functions of tensors.</summary>
internal static class TargetTensors
{
    /// <summary>The values of the last dimension, each a tensor.</summary>
    public static TensorReal[] Values(Tensor vector) => [.. Enumerable.Range(0, (int)vector.shape[^1]).Select(i => new TensorReal(vector.select(-1, i)))];

    /// <summary>The density that the index picks, of those that occur.</summary>
    /// <exception cref="ArgumentException">The only parent is not an index.</exception>
    public static Tensor LogDensity<TTarget>(Tensor value, ReadOnlySpan<Tensor> parents) where TTarget : struct, IIndexedTarget<TTarget>
    {
        if (parents.Length != 1 || parents[0].shape[^1] != 1)
            throw new ArgumentException($"{typeof(TTarget).Name} has one parent of one value, its index; declare [Given, Shape(1)].", nameof(parents));
        using var scope = NewDisposeScope();
        var (which, values) = (parents[0].squeeze(-1), Values(value));
        Tensor? result = null;
        foreach (var index in Indices<TTarget>(which))
        {
            var density = TTarget.LogDensity<TensorReal>(index, values).ToTensor(values[0].ToTensor(value));
            result = result is null ? density : where(which.eq(index), density, result);
        }

        return result!.MoveToOuterDisposeScope();
    }

    /// <summary>The indices that occur, each once.</summary>
    private static int[] Indices<TTarget>(Tensor which) where TTarget : struct, IIndexedTarget<TTarget>
    {
        using var constant = no_grad();
        var values = which.to_type(ScalarType.Float64).cpu().contiguous().data<double>().Distinct().ToArray();
        foreach (var value in values)
        {
            if (!(value >= 0 && value < TTarget.Names.Length && value == Math.Floor(value)))
                throw new ArgumentException(FormattableString.Invariant(
                    $"The index of a {typeof(TTarget).Name} is {value}; it must be a whole number from 0 to {TTarget.Names.Length - 1}: {string.Join(", ", TTarget.Names)}."));
        }

        return [.. values.Select(value => (int)value)];
    }
}
