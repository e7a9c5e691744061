namespace Hiwae.Compilation.Elements;

/// <summary>The kind of a step of a formula's computation.</summary>
internal enum StepKind
{
    /// <summary>An operation on earlier steps' results.</summary>
    Computed,

    /// <summary>An input.</summary>
    Input,

    /// <summary>A constant.</summary>
    Constant,

    /// <summary>The second result of an earlier step.</summary>
    Second,
}

/// <summary>A step of a formula's computation, on the results of earlier ones, which are named by their places.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Operation">The operation of a computed step.</param>
/// <param name="A">The first operand; of an input its index; of a second result the step that has it.</param>
/// <param name="B">The second operand, or <see cref="None"/>, and so on.</param>
/// <param name="C">The third operand.</param>
/// <param name="D">The fourth operand.</param>
/// <param name="Number">The number of a constant.</param>
internal readonly record struct ElementStep(StepKind Kind, ElementOperation Operation, int A, int B, int C, int D, float Number)
{
    /// <summary>No operand.</summary>
    public const int None = -1;

    /// <summary>The steps whose results it reads.</summary>
    public ReadOnlySpan<int> Operands => Kind switch
    {
        StepKind.Computed => new[] { A, B, C, D }.AsSpan(0, B < 0 ? 1 : C < 0 ? 2 : D < 0 ? 3 : 4),
        StepKind.Second => new[] { A },
        _ => [],
    };

    /// <summary>Whether it has two results.</summary>
    public bool HasTwo => Kind == StepKind.Computed && Operation is ElementOperation.SoftplusAndSlope or ElementOperation.SlopeAndSoftplus;

    public static ElementStep Of(ElementOperation operation, int a, int b = None, int c = None, int d = None) => new(StepKind.Computed, operation, a, b, c, d, 0);

    public static ElementStep Input(int index) => new(StepKind.Input, default, index, None, None, None, 0);

    public static ElementStep Constant(float number) => new(StepKind.Constant, default, None, None, None, None, number);

    public static ElementStep Second(int first) => new(StepKind.Second, default, first, None, None, None, 0);

    /// <summary>The step with its operands at new places.</summary>
    public ElementStep At(ReadOnlySpan<int> places) => Kind switch
    {
        StepKind.Computed => this with { A = places[A], B = B < 0 ? None : places[B], C = C < 0 ? None : places[C], D = D < 0 ? None : places[D] },
        StepKind.Second => this with { A = places[A] },
        _ => this,
    };
}
