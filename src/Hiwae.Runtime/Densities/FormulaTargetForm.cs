using System.Collections.Concurrent;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>The formula of an unnormalised density, recorded once for each size.</summary>
public sealed record FormulaTargetForm : TargetForm
{
    private readonly ConcurrentDictionary<(int Values, int Parents), ImmutableArray<TargetFormula>> formulas = [];

    private readonly Func<int, int, Expression> trace;

    private FormulaTargetForm(string name, Func<int, int, Expression> trace) : base(name) => this.trace = trace;

    /// <inheritdoc/>
    public override bool IsIndexed => false;

    /// <summary>The form of a density.</summary>
    /// <typeparam name="TTarget">The density.</typeparam>
    public static FormulaTargetForm Of<TTarget>() where TTarget : struct, IFormulaTarget<TTarget> => Forms<TTarget>.Form;

    /// <inheritdoc/>
    public override ImmutableArray<TargetFormula> Formulas(int values, int parents) =>
        formulas.GetOrAdd((values, parents), _ => [TargetFormula.Of(trace(values, parents), values)]);

    private static class Forms<TTarget> where TTarget : struct, IFormulaTarget<TTarget>
    {
        public static readonly FormulaTargetForm Form = new(
            typeof(TTarget).Name,
            (values, parents) => TTarget.LogDensity<Expression>(Expression.Inputs(0, values).AsSpan(), Expression.Inputs(values, parents).AsSpan()));
    }
}

/// <summary>The formulas of unnormalised densities of which an index picks one, recorded once for each size.</summary>
public sealed record IndexedTargetForm : TargetForm
{
    private readonly ConcurrentDictionary<int, ImmutableArray<TargetFormula>> formulas = [];

    private readonly Func<int, ImmutableArray<TargetFormula>> trace;

    private IndexedTargetForm(string name, Func<int, ImmutableArray<TargetFormula>> trace) : base(name) => this.trace = trace;

    /// <inheritdoc/>
    public override bool IsIndexed => true;

    /// <summary>The form of a family of densities.</summary>
    /// <typeparam name="TTarget">The family.</typeparam>
    public static IndexedTargetForm Of<TTarget>() where TTarget : struct, IIndexedTarget<TTarget> => Forms<TTarget>.Form;

    /// <inheritdoc/>
    public override ImmutableArray<TargetFormula> Formulas(int values, int parents) => formulas.GetOrAdd(values, trace);

    private static class Forms<TTarget> where TTarget : struct, IIndexedTarget<TTarget>
    {
        public static readonly IndexedTargetForm Form = new(typeof(TTarget).Name, Trace);

        private static ImmutableArray<TargetFormula> Trace(int values)
        {
            var inputs = Expression.Inputs(0, values);
            return [.. Enumerable.Range(0, TTarget.Names.Length).Select(index => TargetFormula.Of(TTarget.LogDensity<Expression>(index, inputs.AsSpan()), values))];
        }
    }
}
