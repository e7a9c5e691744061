using System.Runtime.CompilerServices;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>An input's rows as the rows of an operation read them.</summary>
/// <param name="block">The block that has the numbers.</param>
/// <param name="value">The input.</param>
/// <param name="level">The operation's level.</param>
internal readonly unsafe struct InputRows(Block block, Value value, Level level)
{
    private readonly float* numbers = block.Of(value);
    private readonly float* gradient = block.Gradient(value);
    private readonly int* up = block.Up(value, level);

    /// <summary>Whether each row of the operation reads the row of its own number.</summary>
    public bool IsOwn { get; } = value.Level == level;

    /// <summary>The number of columns.</summary>
    public int Columns => value.Columns;

    /// <summary>The number of rows.</summary>
    public int Count { get; } = block.RowsOf(value);

    /// <summary>Whether a gradient is wanted.</summary>
    public bool IsWanted => gradient is not null;

    /// <summary>All rows, one after the other.</summary>
    public float* All => numbers;

    /// <summary>The gradient of all rows.</summary>
    public float* AllGradients => gradient;

    /// <summary>The numbers that a row of the operation reads.</summary>
    public float* this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => numbers + At(row);
    }

    /// <summary>A row of the input's own.</summary>
    public float* Row(int place) => numbers + ((nint)place * value.Columns);

    /// <summary>The address of the gradient from a row of the operation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Gradient(int row) => gradient + At(row);

    /// <summary>The input's row, by number, that a row of the operation reads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Place(int row) => IsOwn ? row : up is null ? 0 : up[row];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint At(int row) => (nint)Place(row) * value.Columns;
}

/// <summary>Numbers of rows.</summary>
internal static class RowCounts
{
    /// <summary>The number of rows of a value in blocks of at most these rows.</summary>
    public static int RowsOf(this Value value, Rows most) => value.Level == Level.Once ? value.Rows : most[value.Level];
}

/// <summary>The mask of a log-density: by value, or one number for all of the variable, or none.</summary>
internal readonly unsafe struct DensityMasks
{
    private readonly InputRows rows;
    private readonly bool isWhole;

    public DensityMasks(Block block, Operation.LogDensity operation)
    {
        if (operation.Mask is not { } mask)
            return;
        rows = new(block, mask, operation.Output.Level);
        isWhole = operation.IsWhole || mask.Columns == 1;
        IsByValue = !isWhole;
    }

    /// <summary>Whether values are there or missing one by one.</summary>
    public bool IsByValue { get; }

    /// <summary>The mask of a row by value; null where all are there.</summary>
    public float* this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsByValue ? rows[row] : null;
    }

    /// <summary>Whether all of a row is missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsMissing(int row) => isWhole && !(rows[row][0] > 0f);
}
