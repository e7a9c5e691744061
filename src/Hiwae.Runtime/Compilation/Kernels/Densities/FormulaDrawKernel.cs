using System.Runtime.CompilerServices;
using Hiwae.Compilation.Elements;
using Hiwae.Compilation.Lanes;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>A draw that is given by its formula of noises and raw parameters.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class FormulaDrawKernel<V> : Kernel where V : struct, ILanes<V>
{
    private readonly Operation.Draw operation;
    private readonly int parameters, size;
    private readonly FormulaTiles<V> values, slopes;

    // Of rows of which a vector holds several, gradients are multiplied for all rows of a tile at once.
    private readonly bool isNarrow;

    /// <summary>The draws of a family.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="location">The operation's place in the program.</param>
    /// <param name="form">The family.</param>
    public FormulaDrawKernel(Operation.Draw operation, Location location, FormulaForm form) : base(location)
    {
        (this.operation, parameters, size) = (operation, form.ParametersPerValue, operation.Output.Columns);
        isNarrow = 2 * size <= V.Count;
        values = Tiles([form.Draw ?? throw new ArgumentException($"{form.Name} has no draws.", nameof(form))]);
        slopes = Tiles(form.DrawSlopes);

        FormulaTiles<V> Tiles(ImmutableArray<Expression> outputs) => new(
            SplitProgram.Of(operation.Noises.Length, parameters, outputs, new() { IsInPlace = false }), parameters, members: 1, size, operation.Raw.Level != operation.Output.Level);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => [operation.Raw, .. operation.Noises];

    /// <inheritdoc/>
    public override Value? InPlace => operation.Raw.Level == operation.Output.Level ? operation.Raw : null;

    private int PointerFloats => (int)Memory.Padded(2L * (operation.Noises.Length + parameters));

    /// <inheritdoc/>
    /// <remarks>Pointers, a tile's slopes, and what the formulas need.</remarks>
    public override long ScratchFloats(Rows most)
    {
        var rows = operation.Raw.RowsOf(most);
        return PointerFloats + ((long)parameters * slopes.TileFloats) + Math.Max(values.RoomFloats(rows), slopes.RoomFloats(rows));
    }

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        float** late = (float**)block.Scratch, outputs = late + operation.Noises.Length;
        var rows = block.RowsOf(operation.Output);
        var pass = Pass(block);
        var tile = values.Open(pass, block.Scratch + PointerFloats);
        for (var row = 0; row < rows; row += values.Lines)
        {
            var part = Math.Min(values.Lines, rows - row);
            Point(block, late, row);
            outputs[0] = block.Of(operation.Output) + ((nint)row * size);
            values.Go(pass, ref tile, 0, row, part);
            values.Run(tile, late, outputs, part);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        if (block.Gradient(operation.Raw) is null)
            return;
        float** late = (float**)block.Scratch, outputs = late + operation.Noises.Length;
        var found = block.Scratch + PointerFloats;
        for (var k = 0; k < parameters; k++)
            outputs[k] = found + ((nint)k * slopes.TileFloats);
        var rows = block.RowsOf(operation.Output);
        var pass = Pass(block);
        var tile = slopes.Open(pass, found + ((nint)parameters * slopes.TileFloats));
        for (var row = 0; row < rows; row += slopes.Lines)
        {
            var part = Math.Min(slopes.Lines, rows - row);
            Point(block, late, row);
            slopes.Go(pass, ref tile, 0, row, part);
            slopes.Run(tile, late, outputs, part);
            if (isNarrow && pass.AllRaw.IsOwn)
            {
                for (var k = 0; k < parameters; k++)
                {
                    Floats.Multiply<V>(outputs[k], block.Gradient(operation.Output) + ((nint)row * size), part * size);
                    Floats.PutRuns<V>(pass.RawGradient(row) + (k * size), parameters * size, outputs[k], size, Location.Adds[0], part, size);
                }

                continue;
            }

            for (var i = 0; i < part; i++)
            {
                float* gradient = block.Gradient(operation.Output) + ((nint)(row + i) * size), to = pass.RawGradient(row + i);
                for (var k = 0; k < parameters; k++)
                    Give(to + ((nint)k * size), gradient, outputs[k] + ((nint)i * size), size, Location.Adds[0]);
            }
        }
    }

    // Noises are of the output's level.
    private void Point(Block block, float** late, int row)
    {
        for (var i = 0; i < operation.Noises.Length; i++)
            late[i] = block.Of(operation.Noises[i]) + ((nint)row * size);
    }

    private MemberPass Pass(Block block) => new(new(block, operation.Raw, operation.Output.Level), default, default, offset: 0, isCommon: false, null);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Give(float* to, float* gradient, float* slopes, int size, bool adds)
    {
        for (var i = 0; i < size; i += V.Count)
        {
            var part = Vectors.Load<V>(gradient + i, size - i) * Vectors.Load<V>(slopes + i, size - i);
            Vectors.Store(to + i, adds ? Vectors.Load<V>(to + i, size - i) + part : part, size - i);
        }
    }
}
