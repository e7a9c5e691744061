using Hiwae.Compilation.Elements;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>A draw of distinct proposals of a family with formulas for its velocities.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class SharedPointKernel<V> : DistinctPointKernel<V> where V : struct, ILanes<V>
{
    private readonly int parameters, size;
    private readonly FormulaTiles<V> velocities;

    /// <summary>The draws of a family.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="location">The operation's place in the program.</param>
    /// <param name="form">The family.</param>
    public SharedPointKernel(Operation.SharedPoint operation, Location location, FormulaForm form) : base(operation, location)
    {
        (parameters, size) = (form.ParametersPerValue, operation.Output.Columns);
        velocities = new(
            SplitProgram.Of(1, parameters, form.Velocities, new() { IsInPlace = false }), parameters, operation.Heads, size, operation.AllHeads.Level != operation.Output.Level);
    }

    private int PointerFloats => (int)Memory.Padded(2L * (1 + parameters));

    /// <inheritdoc/>
    /// <remarks>Pointers, a tile's values, its velocities, and what the formulas need.</remarks>
    public override long ScratchFloats(Rows most) =>
        PointerFloats + ((1L + parameters) * velocities.TileFloats) + velocities.RoomFloats(Operation.AllHeads.RowsOf(most));

    /// <inheritdoc/>
    protected override void Take(Block block, float* from, int rows)
    {
        float** late = (float**)block.Scratch, outputs = late + 1;
        float* values = block.Scratch + PointerFloats, results = values + velocities.TileFloats;
        for (var k = 0; k < parameters; k++)
            outputs[k] = results + ((nint)k * velocities.TileFloats);
        var pass = Pass(block);
        var tile = velocities.Open(pass, results + ((nint)parameters * velocities.TileFloats));
        var lines = rows * Operation.Heads;
        for (var line = 0; line < lines; line += velocities.Lines)
        {
            var part = Math.Min(velocities.Lines, lines - line);
            velocities.Go(pass, ref tile, 0, line, part);
            for (var i = 0; i < part; i++)
                FormulaTiles<V>.Copy(values + ((nint)i * size), pass.X((line + i) / Operation.Heads), size);
            late[0] = values;
            velocities.Run(tile, late, outputs, part);
            for (var i = 0; i < part; i++)
            {
                var (row, head) = ((line + i) / Operation.Heads, (line + i) % Operation.Heads);
                var weight = Weight(block, row, head);
                var raw = pass.RawGradient(row) + ((nint)head * parameters * size);
                for (var k = 0; k < parameters && weight != 0f; k++)
                    AddProducts(raw + ((nint)k * size), weight, from + ((nint)row * size), outputs[k] + ((nint)i * size));
            }
        }
    }

    private void AddProducts(float* to, float weight, float* gradient, float* velocity)
    {
        var all = V.All(weight);
        for (var i = 0; i < size; i += V.Count)
        {
            var part = all * Vectors.Load<V>(gradient + i, size - i) * Vectors.Load<V>(velocity + i, size - i);
            Vectors.Store(to + i, Vectors.Load<V>(to + i, size - i) + part, size - i);
        }
    }

    private MemberPass Pass(Block block) => new(
        new(block, Operation.AllHeads, Level.Sample), new(block, Operation.Output, Level.Sample), default, offset: 0, isCommon: false, null);
}
