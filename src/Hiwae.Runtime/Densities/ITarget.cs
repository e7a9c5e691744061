using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// An unnormalised density written as a formula of a variable's few values and its parents': from it come the function of tensors, with its gradient, and what compiled
/// programs run.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IFormulaTarget<TSelf> : ITarget<TSelf> where TSelf : struct, IFormulaTarget<TSelf>
{
    /// <summary>log p̃ in nats, up to a constant.</summary>
    /// <typeparam name="T">The number: see <see cref="IReal{TSelf}"/>.</typeparam>
    /// <param name="value">The variable's values.</param>
    /// <param name="parents">The values of all parents, in the order of declaration; no gradient goes there from a compiled program.</param>
    static abstract T LogDensity<T>(ReadOnlySpan<T> value, ReadOnlySpan<T> parents) where T : IReal<T>;

    /// <inheritdoc/>
    static TargetForm? ITarget<TSelf>.Form => FormulaTargetForm.Of<TSelf>();

    /// <inheritdoc/>
    static Tensor ITarget<TSelf>.LogDensity(Tensor value, params ReadOnlySpan<Tensor> parents)
    {
        using var scope = NewDisposeScope();
        var numbers = new List<TensorReal>();
        foreach (var parent in parents)
            numbers.AddRange(TargetTensors.Values(parent));
        var values = TargetTensors.Values(value);
        return TSelf.LogDensity<TensorReal>(values, numbers.ToArray()).ToTensor(values[0].ToTensor(value)).MoveToOuterDisposeScope();
    }
}

/// <summary>Several unnormalised densities of a variable's few values, one of which the variable's only parent picks: its value is the index, which is data.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IIndexedTarget<TSelf> : ITarget<TSelf> where TSelf : struct, IIndexedTarget<TSelf>
{
    /// <summary>Their names, each at its index.</summary>
    static abstract ImmutableArray<string> Names { get; }

    /// <summary>log p̃ of one of them in nats, up to a constant.</summary>
    /// <typeparam name="T">The number: see <see cref="IReal{TSelf}"/>.</typeparam>
    /// <param name="index">Which, from 0.</param>
    /// <param name="value">The variable's values.</param>
    static abstract T LogDensity<T>(int index, ReadOnlySpan<T> value) where T : IReal<T>;

    /// <inheritdoc/>
    static TargetForm? ITarget<TSelf>.Form => IndexedTargetForm.Of<TSelf>();

    /// <inheritdoc/>
    static Tensor ITarget<TSelf>.LogDensity(Tensor value, params ReadOnlySpan<Tensor> parents) => TargetTensors.LogDensity<TSelf>(value, parents);
}
