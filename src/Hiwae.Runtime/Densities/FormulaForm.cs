using System.Collections.Concurrent;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>The formulas of a family of densities, recorded once.</summary>
public sealed record FormulaForm : DensityForm
{
    private readonly Lazy<Expression> logDensity;

    private readonly Lazy<ImmutableArray<Expression>> logDensitySlopes;

    private readonly Lazy<Expression> mean;

    private readonly Lazy<Expression?> draw;

    private readonly Lazy<ImmutableArray<Expression>> drawSlopes;

    private readonly Lazy<ImmutableArray<Expression>> velocities;

    private FormulaForm(
        Type type, int parametersPerValue, ImmutableArray<NoiseKind> noises, Func<Expression> logDensity, Func<Expression> mean, Func<Expression?> draw, Func<int, Expression>? velocity)
        : base(DensityAttribute.NameOf(type), parametersPerValue, noises)
    {
        Type = type;
        this.logDensity = new(logDensity);
        logDensitySlopes = new(() => Expression.Derivatives(LogDensity, [.. Enumerable.Range(0, parametersPerValue + 1)]));
        this.mean = new(mean);
        this.draw = new(draw);
        drawSlopes = new(() => Draw is { } drawn ? Expression.Derivatives(drawn, [.. Enumerable.Range(noises.Length, parametersPerValue)]) : []);
        velocities = new(() => velocity is null ? [] : [.. Enumerable.Range(0, parametersPerValue).Select(velocity)]);
    }

    /// <summary>The family.</summary>
    public Type Type { get; }

    /// <summary>The log-density of a value in nats. Inputs: the value, then its raw parameters.</summary>
    public Expression LogDensity => logDensity.Value;

    /// <summary>The derivatives of the log-density, of the same inputs and by each: the value's first.</summary>
    public ImmutableArray<Expression> LogDensitySlopes => logDensitySlopes.Value;

    /// <summary>The mean. Inputs: the raw parameters.</summary>
    public Expression Mean => mean.Value;

    /// <summary>A draw; null without <see cref="DensityForm.Noises"/>. Inputs: the noises in order, then the raw parameters.</summary>
    public Expression? Draw => draw.Value;

    /// <summary>A draw's derivatives by the raw parameters, of the same inputs.</summary>
    public ImmutableArray<Expression> DrawSlopes => drawSlopes.Value;

    /// <inheritdoc/>
    public override ImmutableArray<Expression> Velocities => velocities.Value;

    /// <summary>The form of a family.</summary>
    /// <typeparam name="TDensity">The family.</typeparam>
    public static FormulaForm Of<TDensity>() where TDensity : struct, IFormula<TDensity> => Forms<TDensity>.Form;

    private static class Forms<TDensity> where TDensity : struct, IFormula<TDensity>
    {
        public static readonly FormulaForm Form = Traced();

        private static FormulaForm Traced()
        {
            var (attribute, noises) = (Density.Attribute<TDensity>(), TDensity.Noises);
            var count = attribute.ParametersPerValue;
            return new(
                typeof(TDensity),
                count,
                noises,
                () => TDensity.LogDensity<Expression>(Expression.Inputs(1, count).AsSpan(), Expression.Input(0)),
                () => TDensity.Mean<Expression>(Expression.Inputs(0, count).AsSpan()),
                () => noises.IsEmpty ? null : TDensity.Draw<Expression>(Expression.Inputs(noises.Length, count).AsSpan(), Expression.Inputs(0, noises.Length).AsSpan()),
                !attribute.Velocity ? null : parameter => TDensity.Velocity<Expression>(Expression.Inputs(1, count).AsSpan(), Expression.Input(0), parameter));
        }
    }
}

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
