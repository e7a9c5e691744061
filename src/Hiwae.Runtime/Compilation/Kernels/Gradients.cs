using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Access of kernels to the gradients of their inputs.</summary>
internal static unsafe class Gradients
{
    /// <summary>The gradient of an input that may be left out; null where none is wanted.</summary>
    public static float* Gradient(this Block block, Value? value) => value is { } given ? block.Gradient(given) : null;

    /// <summary>The row of an input that a row of the output reads.</summary>
    public static float* RowOf(this Block block, Value value, Level level, int row) => block.Of(value) + ((long)block.RowAt(value, level, row) * value.Columns);

    /// <summary>The gradient of the row of an input that a row of the output reads.</summary>
    public static float* GradientRowOf(this Block block, Value value, Level level, int row) =>
        block.Gradient(value) + ((long)block.RowAt(value, level, row) * value.Columns);

    /// <summary>The gradient of all of an input before it is added to: zeros if this operation is the first to give it. Null where none is wanted.</summary>
    /// <param name="block">The block.</param>
    /// <param name="location">The operation.</param>
    /// <param name="input">The index of the input among the operation's.</param>
    /// <param name="value">That input, one of <see cref="Level.Once"/>; null where it is left out.</param>
    public static float* Opened(this Block block, Location location, int input, Value? value)
    {
        var gradient = block.Gradient(value);
        if (gradient != null && !location.Adds[input])
            Floats.Clear(gradient, value!.Value.Rows * value.Value.Columns);
        return gradient;
    }

    /// <summary>Whether an operation, which is about to, adds to its weight's gradient; else it overwrites it.</summary>
    public static bool AddsToWeight(this Block block, Location location)
    {
        if (location.WeightRange < 0 || !block.AreBlank[location.WeightRange])
            return true;
        block.AreBlank[location.WeightRange] = false;
        return false;
    }

    /// <summary>
    /// Gives an input of the output's width the output's gradient, some rows of it. Of an input of a lower level, rows that read the same one mostly follow one another,
    /// and are added up together.
    /// </summary>
    /// <param name="block">The block.</param>
    /// <param name="output">The output.</param>
    /// <param name="value">The input.</param>
    /// <param name="start">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="adds">Whether an input of the output's own level has a gradient already.</param>
    public static void Give<V>(this Block block, Value output, Value value, int start, int rows, bool adds) where V : struct, ILanes<V>
    {
        var g = block.Gradient(output);
        long columns = output.Columns;
        if (value.Level == output.Level)
        {
            Floats.Put<V>(block.Gradient(value) + (start * columns), g + (start * columns), adds, rows * output.Columns);
            return;
        }

        InputRows read = new(block, value, output.Level);
        for (int r = start, next; r < start + rows; r = next)
        {
            var place = read.Place(r);
            for (next = r + 1; next < start + rows && read.Place(next) == place; next++)
            {
            }

            Floats.AddColumns<V>(read.Gradient(r), g + (r * columns), next - r, output.Columns);
        }
    }
}
