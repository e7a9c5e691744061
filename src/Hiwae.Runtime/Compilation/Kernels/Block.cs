using System.Runtime.CompilerServices;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// One thread's part of a run: rows of all levels, and where their numbers are. Numbers of the thread's own begin at a cache line, and it is safe to read (not to write)
/// up to 64 bytes behind them; behind parameters and data it is not.
/// </summary>
internal sealed unsafe class Block
{
    /// <summary>By value: its rows in this block.</summary>
    public required float** Values { get; init; }

    /// <summary>By value: the gradient of the same; null where none is wanted.</summary>
    public required float** Gradients { get; init; }

    /// <summary>By operation: the numbers that forward leaves for backward.</summary>
    public required float** SavedByOperation { get; init; }

    /// <summary>Scratch of the operation that runs, as much as it asked for; at a cache line.</summary>
    public float* Scratch { get; set; }

    /// <summary>The numbers of rows.</summary>
    public Rows Rows { get; set; }

    /// <summary>By row of groups: its datum.</summary>
    public int* GroupDatum { get; set; }

    /// <summary>By row of samples: its datum.</summary>
    public int* SampleDatum { get; set; }

    /// <summary>By row of samples: its group.</summary>
    public int* SampleGroup { get; set; }

    /// <summary>By row of states: its datum.</summary>
    public int* StateDatum { get; set; }

    /// <summary>By row of states: its group.</summary>
    public int* StateGroup { get; set; }

    /// <summary>By row of states: its sample.</summary>
    public int* StateSample { get; set; }

    /// <summary>By row of samples: its head, 0 … S − 1.</summary>
    public int* Head { get; set; }

    /// <summary>K.</summary>
    public int Samples { get; set; }

    /// <summary>Whether rows of samples are as in the full block, K in a row for each group: none is left out.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether backward follows.</summary>
    public bool HasBackward { get; set; }

    /// <summary>The factor of Σ log ŵ before it is differentiated.</summary>
    public float Scale { get; set; }

    /// <summary>The factor of all terms of the log weights but the observed ones.</summary>
    public float Temperature { get; set; }

    /// <summary>α: the estimate is (1 − α)⁻¹ log Σ_j π_j w_j^(1 − α), or with weights that compare proposals (1 − α)⁻¹ log 1/K Σ_j (K π_j w_j)^(1 − α); 0 for log ŵ.</summary>
    public float Alpha { get; set; }

    /// <summary>
    /// The sum of the weights' powers of the only group, of which the block has a slice: the estimate adds to it where no backward pass follows, and takes its weights from it, whole, where one does. Null
    /// where the block has whole groups.
    /// </summary>
    public StreamedSum? Streamed { get; set; }

    /// <summary>By row of samples: ω · scale, set by the estimate where backward follows; ω are the normalised powers.</summary>
    public float* Weights { get; set; }

    /// <summary>
    /// By row of samples and by proposal that weights compare: its share q_i(z_j) / Σ q(z_j) of the density there, set by the estimate where its gradient is doubly
    /// reparameterised; null where there are none.
    /// </summary>
    public float* Shares { get; set; }

    /// <summary>By index of <see cref="WeightRanges"/>: whether the gradient there is still without any numbers of this run.</summary>
    public bool[] AreBlank { get; init; } = [];

    /// <summary>The number of rows of an operation with this output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int RowsOf(Value output) => output.Level == Level.Once ? output.Rows : Rows[output.Level];

    /// <summary>The numbers of a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Of(Value value) => Values[value.Id];

    /// <summary>The gradient of a value; null where none is wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Gradient(Value value) => Gradients[value.Id];

    /// <summary>The numbers that the operation's forward leaves for its backward.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Saved(Location location) => SavedByOperation[location.Index];

    /// <summary>The row of a value that a row of an operation of a level belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int RowAt(Value value, Level level, int row)
    {
        if (value.Level == level)
            return row;
        var up = Up(value, level);
        return up is null ? 0 : up[row];
    }

    /// <summary>
    /// By row of an operation of a level: the row of a value that it belongs to. Null where that is row 0 for all, and where it is the row itself: see
    /// <see cref="RowAt"/>, which tells them apart by the levels.
    /// </summary>
    public int* Up(Value value, Level level) => (value.Level, level) switch
    {
        (Level.Once, _) => value.Rows == 1 || level == Level.Once ? null : Head,
        (Level.Datum, Level.Group) => GroupDatum,
        (Level.Datum, Level.Sample) => SampleDatum,
        (Level.Group, Level.Sample) => SampleGroup,
        (Level.Datum, Level.State) => StateDatum,
        (Level.Group, Level.State) => StateGroup,
        (Level.Sample, Level.State) => StateSample,
        _ => null,
    };
}
