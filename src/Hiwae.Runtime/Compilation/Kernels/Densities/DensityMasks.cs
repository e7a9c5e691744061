using System.Runtime.CompilerServices;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Which values of a log-density are there: a mask by value, or one number for all of the variable, or none.</summary>
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
