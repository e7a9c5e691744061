using Hiwae.Compilation.Elements;
using Hiwae.Compilation.Lanes;
using Hiwae.Formulas;

namespace Hiwae.Compilation.Kernels;

/// <summary>Members of a family that is given by its formula.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe partial class FormulaMembers<V> : Members<V> where V : struct, ILanes<V>
{
    private readonly int parameters;
    private readonly (bool Raw, bool X) wants;
    private readonly FormulaTiles<V> values, sums, slopes;

    /// <summary>The members of a family.</summary>
    /// <param name="form">The family.</param>
    /// <param name="count">The number of members.</param>
    /// <param name="size">The number of values.</param>
    /// <param name="isShared">Whether raw parameters are of a lower level than the operation.</param>
    /// <param name="wants">Whether gradients of the raw parameters and of the values are wanted.</param>
    public FormulaMembers(FormulaForm form, int count, int size, bool isShared, (bool Raw, bool X) wants) : base(count, size)
    {
        (parameters, this.wants) = (form.ParametersPerValue, wants);
        ElementOptions apart = new() { IsInPlace = false };
        var (byX, byRaw) = (form.LogDensitySlopes[..1], form.LogDensitySlopes[1..]);
        values = Tiles([form.LogDensity], apart);
        sums = Tiles([form.LogDensity], apart with { Summed = [0] });
        slopes = Tiles([.. wants.X ? byX : [], .. wants.Raw ? byRaw : []], apart);

        FormulaTiles<V> Tiles(ImmutableArray<Expression> outputs, ElementOptions options) =>
            new(SplitProgram.Of(1, parameters, outputs, options), parameters, count, size, isShared);
    }

    // Of lines of which a vector holds several, what is between formulas is done for all lines of a tile as well.
    private bool IsNarrow => 2 * Size <= V.Count;

    // By output of the slopes.
    private int Slopes => (wants.X ? 1 : 0) + (wants.Raw ? parameters : 0);

    /// <inheritdoc/>
    /// <remarks>Pointers, a tile's values, which its weights follow, its results, and what the formulas need.</remarks>
    public override long RoomFloats(int rawRows) =>
        PointerFloats + ((1L + Math.Max(1, Slopes)) * values.TileFloats)
        + Math.Max(Math.Max(values.RoomFloats(rawRows), sums.RoomFloats(rawRows)), slopes.RoomFloats(rawRows));

    private int PointerFloats => (int)Memory.Padded(2L * (1 + Math.Max(1, Slopes)));

    /// <inheritdoc/>
    public override void Values(ref MemberPass pass, int from, int to, float* results)
    {
        // A tile of one line, all of which counts, is summed up at once.
        var (lines, each, isSummed) = ((to - from) * Count, values.Lines, values.Lines == 1 && !pass.Masks.IsByValue);
        var tiles = isSummed ? sums : values;
        float** late = (float**)pass.Room, outputs = late + 1;
        float* x = pass.Room + PointerFloats, result = x + values.TileFloats;
        var tile = Opened(ref pass, tiles, result + (Math.Max(1, Slopes) * (nint)values.TileFloats));
        for (var line = 0; line < lines; line += each)
        {
            var part = Math.Min(each, lines - line);
            tiles.Go(pass, ref tile, from, line, part);
            late[0] = X(pass, from, line, part, x);
            outputs[0] = isSummed ? results + line : result;
            tiles.Run(tile, late, outputs, part);
            if (isSummed)
                continue;
            if (IsNarrow && !pass.Masks.IsByValue)
            {
                SumFew(result, part, Size, results + line);
                continue;
            }

            for (var i = 0; i < part; i++)
                results[line + i] = Sum(result + ((nint)i * Size), pass.Mask(from + ((line + i) / Count)), Size);
        }
    }

    /// <inheritdoc/>
    public override void Give(ref MemberPass pass, int from, int to, float* weights)
    {
        if (Slopes == 0)
            return;
        var (lines, each, adds) = ((to - from) * Count, slopes.Lines, pass.Adds);
        float** late = (float**)pass.Room, outputs = late + 1;
        float* x = pass.Room + PointerFloats, result = x + slopes.TileFloats;
        for (var k = 0; k < Slopes; k++)
            outputs[k] = result + ((nint)k * slopes.TileFloats);
        var tile = Opened(ref pass, slopes, result + (Slopes * (nint)slopes.TileFloats));
        for (var line = 0; line < lines; line += each)
        {
            var part = Math.Min(each, lines - line);
            slopes.Go(pass, ref tile, from, line, part);
            late[0] = X(pass, from, line, part, x);
            slopes.Run(tile, late, outputs, part);
            if (IsNarrow && Count == 1 && !pass.Masks.IsByValue)
            {
                // The values have done their work.
                Spread(weights + line, part, Size, x);
                for (var k = 0; k < Slopes; k++)
                    Weigh(outputs[k], x, part * Size);
                GiveLines(pass, from + line, part, outputs);
                continue;
            }

            for (var i = 0; i < part; i++)
            {
                var (row, member) = (from + ((line + i) / Count), (line + i) % Count);
                float* mask = pass.Mask(row), at = result + ((nint)i * Size);
                if (wants.X)
                {
                    Give(pass.XGradient(row), at, mask, weights[line + i], Size, adds.X);
                    at += slopes.TileFloats;
                }

                var toRaw = wants.Raw ? pass.RawGradient(row) + ((nint)member * parameters * Size) : null;
                for (var k = 0; wants.Raw && k < parameters; k++, at += slopes.TileFloats)
                    Give(toRaw + ((nint)k * Size), at, mask, weights[line + i], Size, adds.Raw);
            }
        }
    }

    // Gradients of a tile's lines, each a row, from one row on.
    private void GiveLines(in MemberPass pass, int from, int lines, float** slopes)
    {
        var adds = pass.Adds;
        if (wants.X)
        {
            if (pass.AllX.IsOwn)
                Floats.Put<V>(pass.XGradient(from), slopes[0], adds.X, lines * Size);
            for (var i = 0; i < lines && !pass.AllX.IsOwn; i++)
                AddFew(pass.XGradient(from + i), slopes[0] + (i * Size), Size);
            slopes++;
        }

        for (var k = 0; wants.Raw && k < parameters; k++)
        {
            if (pass.AllRaw.IsOwn)
                Floats.PutRuns<V>(pass.RawGradient(from) + (k * Size), pass.AllRaw.Columns, slopes[k], Size, adds.Raw, lines, Size);
            for (var i = 0; i < lines && !pass.AllRaw.IsOwn; i++)
                AddFew(pass.RawGradient(from + i) + (k * Size), slopes[k] + (i * Size), Size);
        }
    }

    // The pass goes over a table that is computed once.
    private static FormulaTile Opened(ref MemberPass pass, FormulaTiles<V> tiles, float* room)
    {
        if (pass.Prepared < 0)
            (pass.Tile, pass.Prepared) = (tiles.Open(pass, room), 0);
        return pass.Tile;
    }

    // The values of a tile's lines: as they lie, or each row's as often as there are members.
    private float* X(in MemberPass pass, int from, int line, int lines, float* room)
    {
        if (lines == 1 || (Count == 1 && pass.AllX.IsOwn))
            return pass.X(from + (line / Count));
        for (var i = 0; i < lines; i++)
            FormulaTiles<V>.Copy(room + ((nint)i * Size), pass.X(from + ((line + i) / Count)), Size);
        return room;
    }
}
