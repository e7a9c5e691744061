using Hiwae.Compilation.Elements;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// A draw of distinct proposals as densities read it. Of what comes back, T (1 − ω) is taken, or T where only the comparison of proposals reads the draw, from each proposal by its share, along the
/// velocity that the value has under it; the draw itself gets what comes back, once.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class SharedPointKernel<V> : Kernel where V : struct, ILanes<V>
{
    private readonly Operation.SharedPoint operation;
    private readonly int parameters, size;
    private readonly FormulaTiles<V> velocities;

    /// <summary>The draws of a family.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="location">The operation's place in the program.</param>
    /// <param name="form">The family.</param>
    public SharedPointKernel(Operation.SharedPoint operation, Location location, FormulaForm form) : base(location)
    {
        (this.operation, parameters, size) = (operation, form.ParametersPerValue, operation.Output.Columns);
        velocities = new(
            SplitProgram.Of(1, parameters, form.Velocities, new() { IsInPlace = false }), parameters, operation.Heads, size, operation.AllHeads.Level != operation.Output.Level);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => [operation.AllHeads, operation.Output];

    private int PointerFloats => (int)Memory.Padded(2L * (1 + parameters));

    /// <inheritdoc/>
    /// <remarks>Pointers, a tile's values, its velocities, and what the formulas need.</remarks>
    public override long ScratchFloats(Rows most) =>
        PointerFloats + ((1L + parameters) * velocities.TileFloats) + velocities.RoomFloats(operation.AllHeads.RowsOf(most));

    /// <inheritdoc/>
    public override void Forward(Block block) =>
        Floats.Copy(block.Of(operation.Output), block.Of(operation.X), block.RowsOf(operation.Output) * size);

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        float* from = block.Gradient(operation.Output), to = block.Gradient(operation.X);
        var rows = block.RowsOf(operation.Output);
        if (to is not null && !operation.IsCompared)
            Floats.Put<V>(to, from, Location.Adds[0], rows * size);
        else if (to is not null && !Location.Adds[0])
            Floats.Clear(to, rows * size);
        if (block.Gradient(operation.AllHeads) is var heads && heads is null)
            return;
        if (!Location.Adds[1])
            Floats.Clear(heads, block.RowsOf(operation.AllHeads) * operation.AllHeads.Columns);
        Take(block, from, rows);
    }

    private void Take(Block block, float* from, int rows)
    {
        float** late = (float**)block.Scratch, outputs = late + 1;
        float* values = block.Scratch + PointerFloats, results = values + velocities.TileFloats;
        for (var k = 0; k < parameters; k++)
            outputs[k] = results + ((nint)k * velocities.TileFloats);
        var pass = Pass(block);
        var tile = velocities.Open(pass, results + ((nint)parameters * velocities.TileFloats));
        var lines = rows * operation.Heads;
        for (var line = 0; line < lines; line += velocities.Lines)
        {
            var part = Math.Min(velocities.Lines, lines - line);
            velocities.Go(pass, ref tile, 0, line, part);
            for (var i = 0; i < part; i++)
                FormulaTiles<V>.Copy(values + ((nint)i * size), pass.X((line + i) / operation.Heads), size);
            late[0] = values;
            velocities.Run(tile, late, outputs, part);
            for (var i = 0; i < part; i++)
            {
                var (row, head) = ((line + i) / operation.Heads, (line + i) % operation.Heads);
                var weight = -block.Shares[line + i] * (operation.IsCompared ? block.Temperature : PointKernel<V>.Rest(block, row));
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
        new(block, operation.AllHeads, Level.Sample), new(block, operation.Output, Level.Sample), default, offset: 0, isCommon: false, null);
}
