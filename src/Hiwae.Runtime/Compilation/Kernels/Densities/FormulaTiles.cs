using System.Runtime.CompilerServices;
using Hiwae.Compilation.Elements;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// Formulas over tiles of lines, each a row of the operation under one member: several short lines go together, so that what it costs to begin an instruction is shared.
/// What depends on raw parameters alone is computed once for each of their rows where they are of a lower level, otherwise with the tile.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="program">The formulas, of values and raw parameters.</param>
/// <param name="parameters">The raw parameters of one value.</param>
/// <param name="members">Lines of a row.</param>
/// <param name="size">Values of a line.</param>
/// <param name="isShared">Whether raw parameters are of a lower level, so that they have a table.</param>
internal sealed unsafe class FormulaTiles<V>(SplitProgram program, int parameters, int members, int size, bool isShared) where V : struct, ILanes<V>
{
    private readonly int arrays = parameters + program.PreparedArrays;

    /// <summary>The largest number of lines of a tile.</summary>
    public int Lines { get; } = Math.Max(1, ElementProgram.Tile / size);

    /// <summary>The number of floats of each array.</summary>
    public int TileFloats => (int)Memory.Padded((long)Lines * size);

    // Numbers of one row of raw parameters for one array.
    private int RowFloats => members * size;

    /// <summary>The number of floats of scratch that a pass needs.</summary>
    /// <param name="rawRows">The largest number of rows of the raw parameters.</param>
    public long RoomFloats(int rawRows) =>
        Memory.Padded(2L * arrays) + Memory.Padded(program.ScratchFloats) + ((long)arrays * TileFloats) + (isShared ? Memory.Padded((long)arrays * rawRows * RowFloats) : 0);

    /// <summary>Begins a pass: computes the table.</summary>
    /// <param name="pass">The rows.</param>
    /// <param name="room">At least <see cref="RoomFloats"/> floats.</param>
    public FormulaTile Open(in MemberPass pass, float* room)
    {
        FormulaTile tile = new() { Early = (float**)room, Scratch = room + Memory.Padded(2L * arrays) };
        tile.Buffer = tile.Scratch + Memory.Padded(program.ScratchFloats);
        tile.Table = tile.Buffer + ((nint)arrays * TileFloats);
        if (!isShared)
            return tile;
        var raw = pass.AllRaw;
        var rows = pass.IsCommon ? 1 : raw.Count;
        tile.TableStride = rows * RowFloats;
        for (var k = 0; k < parameters; k++)
        {
            tile.Early[k] = tile.Table + ((nint)k * tile.TableStride);
            for (var row = 0; row < rows; row++)
            {
                var from = raw.Row(row) + pass.Offset + (k * size);
                Floats.PutRuns<V>(tile.Early[k] + ((nint)row * RowFloats), size, from, parameters * size, adds: false, members, size);
            }
        }

        program.Prepare<V>(tile.Early, tile.TableStride, tile.Table + ((nint)parameters * tile.TableStride), tile.TableStride, tile.Scratch);
        return tile;
    }

    /// <summary>Goes to a tile of a number of lines, the first of them counted from a row.</summary>
    public void Go(in MemberPass pass, ref FormulaTile tile, int from, int line, int lines)
    {
        if (isShared)
            GoShared(pass, ref tile, from, line, lines);
        else
            GoOwn(pass, ref tile, from, line, lines);
    }

    /// <summary>Computes the formulas of a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="late">The arrays of values.</param>
    /// <param name="outputs">The arrays of results.</param>
    /// <param name="lines">The number of lines.</param>
    public void Run(in FormulaTile tile, float** late, float** outputs, int lines) =>
        program.Run<V>(late, tile.Early, tile.Prepared, tile.Stride, outputs, lines * size, tile.Scratch);

    private void GoShared(in MemberPass pass, ref FormulaTile tile, int from, int line, int lines)
    {
        float* At(in MemberPass pass, float* table, int at) => table + ((nint)pass.Place(from + (at / members)) * RowFloats) + (at % members * size);

        if (line / members == (line + lines - 1) / members)
        {
            for (var k = 0; k < parameters; k++)
                tile.Early[k] = At(pass, tile.Table + ((nint)k * tile.TableStride), line);
            tile.Prepared = At(pass, tile.Table + ((nint)parameters * tile.TableStride), line);
            tile.Stride = tile.TableStride;
            return;
        }

        // Lines of one row lie together.
        for (int start = 0, next; start < lines; start = next)
        {
            next = Math.Min(lines, start + members - ((line + start) % members));
            float* at = At(pass, tile.Table, line + start), to = tile.Buffer + (start * size);
            for (var a = 0; a < arrays; a++, at += tile.TableStride, to += TileFloats)
                Copy(to, at, (next - start) * size);
        }

        PointToBuffer(ref tile);
    }

    private void GoOwn(in MemberPass pass, ref FormulaTile tile, int from, int line, int lines)
    {
        PointToBuffer(ref tile);
        var pitch = parameters * size;
        for (var k = 0; k < parameters; k++)
        {
            float* first = pass.Raw(from + (line / members)) + (line % members * pitch) + (k * size), to = tile.Early[k];
            if (lines == 1)
                tile.Early[k] = first;
            else if (members == 1)
                Floats.PutRuns<V>(to, size, first, pass.AllRaw.Columns, adds: false, lines, size);
            else
            {
                for (int start = 0, next; start < lines; start = next)
                {
                    next = Math.Min(lines, start + members - ((line + start) % members));
                    var at = pass.Raw(from + ((line + start) / members)) + ((line + start) % members * pitch) + (k * size);
                    Floats.PutRuns<V>(to + (start * size), size, at, pitch, adds: false, next - start, size);
                }
            }
        }

        program.Prepare<V>(tile.Early, lines * size, tile.Prepared, tile.Stride, tile.Scratch);
    }

    /// <summary>Copies a part of a line; of a few floats each by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(float* to, float* from, int count)
    {
        if (count >= 8)
        {
            for (var i = 0; i < count; i += V.Count)
                Vectors.Store(to + i, Vectors.Load<V>(from + i, count - i), count - i);
            return;
        }

        for (var i = 0; i < count; i++)
            to[i] = from[i];
    }

    private void PointToBuffer(ref FormulaTile tile)
    {
        for (var k = 0; k < parameters; k++)
            tile.Early[k] = tile.Buffer + ((nint)k * TileFloats);
        tile.Prepared = tile.Buffer + ((nint)parameters * TileFloats);
        tile.Stride = TileFloats;
    }
}

/// <summary>The memory of a tile of lines.</summary>
internal unsafe struct FormulaTile
{
    /// <summary>The raw parameters' arrays.</summary>
    public float** Early { get; init; }

    /// <summary>The arrays prepared from them, one after the other.</summary>
    public float* Prepared { get; set; }

    /// <summary>The distance between prepared arrays, in floats.</summary>
    public int Stride { get; set; }

    /// <summary>The programs'.</summary>
    public float* Scratch { get; init; }

    /// <summary>Arrays of the tile's own.</summary>
    public float* Buffer { get; set; }

    /// <summary>Arrays over all rows of raw parameters.</summary>
    public float* Table { get; set; }

    /// <summary>The distance between these, in floats.</summary>
    public int TableStride { get; set; }
}
