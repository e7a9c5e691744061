namespace Hiwae.Steps;

/// <summary>A value of a step: a matrix with one row for whatever its level says.</summary>
/// <param name="Id">Its place among the values of the recording.</param>
/// <param name="Level">What it has one row for.</param>
/// <param name="Rows">The number of rows where the level is <see cref="StepLevel.Once"/>: 1, or one for each proposal or component; else 0.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="Image">The extents of the image that a row is; null for a vector.</param>
public readonly record struct StepValue(int Id, StepLevel Level, int Rows, long Columns, StepImage? Image = null)
{
    /// <summary>Pixels of an image, 1 for a vector: what each column of a vector, or channel of an image, stands at.</summary>
    internal int Positions => Image?.Pixels ?? 1;

    /// <summary>The columns of a vector, or the channels of an image.</summary>
    internal long Features => Image?.Channels ?? Columns;
}
