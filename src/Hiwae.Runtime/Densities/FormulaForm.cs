using Hiwae.Programs;

namespace Hiwae;

/// <summary>The formulas of a family of densities, recorded once.</summary>
public sealed record FormulaForm : DensityForm
{
    private readonly Lazy<Expression> logDensity;

    private readonly Lazy<ImmutableArray<Expression>> logDensitySlopes;

    private readonly Lazy<Expression?> draw;

    private readonly Lazy<ImmutableArray<Expression>> drawSlopes;

    private FormulaForm(Type type, int parametersPerValue, ImmutableArray<NoiseKind> noises, Func<Expression> logDensity, Func<Expression?> draw)
        : base(type.Name, parametersPerValue, noises)
    {
        Type = type;
        this.logDensity = new(logDensity);
        logDensitySlopes = new(() => Expression.Derivatives(LogDensity, [.. Enumerable.Range(0, parametersPerValue + 1)]));
        this.draw = new(draw);
        drawSlopes = new(() => Draw is { } drawn ? Expression.Derivatives(drawn, [.. Enumerable.Range(noises.Length, parametersPerValue)]) : []);
    }

    /// <summary>The family.</summary>
    public Type Type { get; }

    /// <summary>The log-density of a value in nats. Inputs: the value, then its raw parameters.</summary>
    public Expression LogDensity => logDensity.Value;

    /// <summary>Its derivatives, of the same inputs and by each: the value's first.</summary>
    public ImmutableArray<Expression> LogDensitySlopes => logDensitySlopes.Value;

    /// <summary>A draw; null without <see cref="DensityForm.Noises"/>. Inputs: the noises in order, then the raw parameters.</summary>
    public Expression? Draw => draw.Value;

    /// <summary>A draw's derivatives by the raw parameters, of the same inputs.</summary>
    public ImmutableArray<Expression> DrawSlopes => drawSlopes.Value;

    /// <summary>The form of a family.</summary>
    /// <typeparam name="TDensity">The family.</typeparam>
    public static FormulaForm Of<TDensity>() where TDensity : struct, IFormula<TDensity> => Forms<TDensity>.Form;

    private static class Forms<TDensity> where TDensity : struct, IFormula<TDensity>
    {
        public static readonly FormulaForm Form = Traced();

        private static FormulaForm Traced()
        {
            var (count, noises) = (Density.Attribute<TDensity>().ParametersPerValue, TDensity.Noises);
            return new(
                typeof(TDensity),
                count,
                noises,
                () => TDensity.LogDensity<Expression>(Expression.Inputs(1, count).AsSpan(), Expression.Input(0)),
                () => noises.IsEmpty ? null : TDensity.Draw<Expression>(Expression.Inputs(noises.Length, count).AsSpan(), Expression.Inputs(0, noises.Length).AsSpan()));
        }
    }
}
