using Hiwae.Compilation.Lanes;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Compilation.Elements;

/// <summary>
/// Formulas of early and late inputs, such as raw parameters and values, in two programs: one for what depends on early inputs alone, to run once where early inputs stay the
/// same, and one for the rest.
/// </summary>
internal sealed unsafe class SplitProgram
{
    private readonly ElementProgram? first;

    private readonly ElementProgram rest;

    private readonly int late;

    private readonly int early;

    // By part: the early input that it is, or minus one for one that is computed.
    private readonly ImmutableArray<int> sources;

    private SplitProgram(ExpressionParts parts, int late, int early, ElementOptions options)
    {
        (this.late, this.early) = (late, early);
        sources = [.. parts.Early.Select(part => part.Function == RealFunction.Input ? part.Index - late : -1)];
        var inputs = Expression.Inputs(0, early);
        ImmutableArray<Expression> computed = [.. parts.Early.Where(part => part.Function != RealFunction.Input).Select(part => part.With([.. Expression.Inputs(0, late), .. inputs]))];
        PreparedArrays = computed.Length;
        first = computed.IsEmpty ? null : ElementProgram.Of(early, computed, new() { IsInPlace = false });
        rest = ElementProgram.Of(late + parts.Early.Length, parts.Rest, options);
    }

    /// <summary>The number of arrays of prepared numbers.</summary>
    public int PreparedArrays { get; }

    /// <summary>The number of floats of scratch that a run of either part needs; it should begin at a cache line.</summary>
    public int ScratchFloats => PointerFloats + Math.Max(first?.ScratchFloats ?? 0, rest.ScratchFloats);

    /// <summary>The numbers of instructions of the two parts.</summary>
    public (int Before, int After) Lengths => (first?.Length ?? 0, rest.Length);

    private int PointerFloats => ((Math.Max(PreparedArrays, late + sources.Length) * (sizeof(float*) / sizeof(float))) + 15) / 16 * 16;

    /// <summary>The programs for formulas.</summary>
    /// <param name="late">The number of late inputs, which come first.</param>
    /// <param name="early">The number of early inputs, which follow.</param>
    /// <param name="outputs">The formulas of all inputs.</param>
    /// <param name="options">Properties of the arrays of late inputs and outputs.</param>
    public static SplitProgram Of(int late, int early, ImmutableArray<Expression> outputs, ElementOptions? options = null) =>
        new(Expression.PartsOf(outputs, index => index >= late, late), late, early, options ?? ElementOptions.None);

    /// <summary>Computes what depends on early inputs alone.</summary>
    /// <typeparam name="V">The vectors to compute with.</typeparam>
    /// <param name="early">The early inputs' arrays.</param>
    /// <param name="count">The number of elements, at least 1.</param>
    /// <param name="prepared">Receives the arrays, one after the other.</param>
    /// <param name="stride">The distance between arrays in floats, at least count.</param>
    /// <param name="scratch">At least <see cref="ScratchFloats"/> floats.</param>
    public void Prepare<V>(float** early, int count, float* prepared, int stride, float* scratch) where V : struct, ILanes<V>
    {
        if (first is null)
            return;
        var arrays = (float**)scratch;
        for (var i = 0; i < PreparedArrays; i++)
            arrays[i] = prepared + ((nint)i * stride);
        first.Run<V>(early, arrays, count, scratch + PointerFloats);
    }

    /// <summary>Computes the outputs.</summary>
    /// <typeparam name="V">The vectors to compute with.</typeparam>
    /// <param name="late">The late inputs' arrays.</param>
    /// <param name="early">The early inputs' arrays.</param>
    /// <param name="prepared">The prepared arrays.</param>
    /// <param name="stride">The distance between prepared arrays in floats.</param>
    /// <param name="outputs">The outputs' arrays.</param>
    /// <param name="count">The number of elements, at least 1.</param>
    /// <param name="scratch">At least <see cref="ScratchFloats"/> floats.</param>
    public void Run<V>(float** late, float** early, float* prepared, int stride, float** outputs, int count, float* scratch) where V : struct, ILanes<V>
    {
        var inputs = (float**)scratch;
        for (var i = 0; i < this.late; i++)
            inputs[i] = late[i];
        for (var i = 0; i < sources.Length; i++)
        {
            inputs[this.late + i] = sources[i] >= 0 ? early[sources[i]] : prepared;
            if (sources[i] < 0)
                prepared += stride;
        }

        rest.Run<V>(inputs, outputs, count, scratch + PointerFloats);
    }
}
