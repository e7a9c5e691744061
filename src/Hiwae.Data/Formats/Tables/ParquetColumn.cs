using System.Numerics;
using Hiwae.Files;
using Parquet.Data;
using Leaf = Parquet.Schema.DataField;

namespace Hiwae.Data.Formats.Tables;

/// <summary>A column of a Parquet file while it is read, row group by row group.</summary>
/// <param name="path">The file's path in messages.</param>
/// <param name="leaf">The column.</param>
/// <param name="rows">The rows of all groups together.</param>
/// <param name="most">The longest that lists may be.</param>
internal sealed class ParquetColumn(string path, Leaf leaf, int rows, long most)
{
    private const string Index = "__index_level_";
    private readonly Categories categories = new();
    private readonly List<float> elements = [];
    private Array? values;
    private bool[]? missing;
    private int? width;

    /// <summary>The column.</summary>
    public Leaf Field => leaf;

    /// <summary>Its name: the names of the structures that it is in, with points between them.</summary>
    public string Name { get; } = NameOf(leaf);

    /// <summary>Whether it is of numbers, truth values or texts, or of lists of numbers.</summary>
    public bool IsRead => !Name.StartsWith(Index, StringComparison.Ordinal) && (IsNumber || (leaf.MaxRepetitionLevel == 0 && (IsText || leaf.ClrType == typeof(bool)))) && leaf.MaxRepetitionLevel < 2;

    private bool IsNumber => Type.GetTypeCode(leaf.ClrType) is >= TypeCode.SByte and <= TypeCode.Decimal || leaf.ClrType == typeof(BigInteger) || leaf.ClrType == typeof(Half);

    private bool IsText => leaf.ClrType == typeof(ReadOnlyMemory<char>) || leaf.ClrType == typeof(string);

    /// <summary>Takes a row group.</summary>
    /// <param name="raw">Its values and levels.</param>
    /// <param name="first">The number of its first row.</param>
    /// <param name="count">The number of its rows.</param>
    /// <exception cref="DataFormatException">There are more or fewer values than rows, or lists of several lengths.</exception>
    public void Take(RawColumnData raw, int first, int count)
    {
        var present = leaf.MaxDefinitionLevel > 0 ? raw.DefinitionLevels.ToArray() : null;
        switch (raw)
        {
            case RawColumnData<ReadOnlyMemory<char>> texts:
                TakeAll(texts.Values, present, first, count, text => categories.Add(text.Span), -1);
                break;
            case RawColumnData<bool> flags:
                // Both levels exist, in this order.
                TakeAll(flags.Values, present, first, count, flag => flag ? 1 : 0, -1);
                break;
            case RawColumnData<sbyte> some: Numbers(some, present, first, count); break;
            case RawColumnData<byte> some: Numbers(some, present, first, count); break;
            case RawColumnData<short> some: Numbers(some, present, first, count); break;
            case RawColumnData<ushort> some: Numbers(some, present, first, count); break;
            case RawColumnData<int> some: Numbers(some, present, first, count); break;
            case RawColumnData<uint> some: Numbers(some, present, first, count); break;
            case RawColumnData<long> some: Numbers(some, present, first, count); break;
            case RawColumnData<ulong> some: Numbers(some, present, first, count); break;
            case RawColumnData<float> some: Numbers(some, present, first, count); break;
            case RawColumnData<double> some: Numbers(some, present, first, count); break;
            case RawColumnData<decimal> some: Numbers(some, present, first, count); break;
            case RawColumnData<BigInteger> some: Numbers(some, present, first, count); break;
            case RawColumnData<Half> some: Numbers(some, present, first, count); break;
            default: throw new NotSupportedException($"values of {raw.GetType().Name}");
        }
    }

    /// <summary>The column.</summary>
    public TableColumn End() => (values, width) switch
    {
        (int[] codes, _) when leaf.ClrType == typeof(bool) => new(Name, ColumnKind.Category, codes) { Missing = missing, Levels = ["false", "true"] },
        (int[] codes, _) when !categories.AreTexts => TableColumn.OfCategories(Name, categories.Levels, codes, missing),
        (int[], _) => new(Name, ColumnKind.Text, Array.Empty<string>()) { Missing = missing, Reason = categories.Reason },
        (double[] numbers, _) => new(Name, ColumnKind.Number, numbers) { Missing = missing },
        _ => ParquetLists.End(path, Name, elements, rows, width),
    };

    /// <summary>As in <c>photo (bytes)</c>.</summary>
    public override string ToString() => $"{Quotation.Of(Name)} ({true switch
    {
        _ when Name.StartsWith(Index, StringComparison.Ordinal) => "an index of pandas",
        _ when leaf.MaxRepetitionLevel > 0 => "lists of something else than numbers, or of lists",
        _ when leaf.ClrType == typeof(ReadOnlyMemory<byte>) || leaf.ClrType == typeof(byte[]) => "bytes; unpack pictures into files, and name their folder",
        _ when leaf.ClrType == typeof(DateTime) || leaf.ClrType == typeof(TimeSpan) || leaf.ClrType == typeof(DateOnly) || leaf.ClrType == typeof(TimeOnly) => "dates or times; make numbers of them",
        _ => leaf.ClrType.Name,
    }})";

    private static string NameOf(Leaf field)
    {
        var parts = field.Path.ToList();

        // A list is a column, a group and an element.
        var count = field.MaxRepetitionLevel > 0 && parts.Count > 2 ? parts.Count - 2 : parts.Count;
        return string.Join('.', parts.Take(count));
    }

    private void Numbers<T>(RawColumnData<T> raw, int[]? present, int first, int count) where T : struct, INumber<T>
    {
        if (leaf.MaxRepetitionLevel == 0)
            TakeAll(raw.Values, present, first, count, double.CreateChecked, double.NaN);
        else
            width = ParquetLists.Take(path, Name, raw, leaf, elements, first, count, width, most);
    }

    private void TakeAll<TFrom, TTo>(ReadOnlySpan<TFrom> from, int[]? present, int first, int count, Func<TFrom, TTo> convert, TTo none)
    {
        var to = (TTo[])(values ??= new TTo[rows]);
        if ((present?.Length ?? from.Length) != count || present?.Count(level => level == leaf.MaxDefinitionLevel) > from.Length)
            throw new InvalidDataException($"{Quotation.Of(Name)} has {present?.Length ?? from.Length} values where there are {count} rows");
        for (int row = 0, at = 0; row < count; row++)
        {
            var isThere = present is null || present[row] == leaf.MaxDefinitionLevel;
            to[first + row] = isThere ? convert(from[at++]) : none;
            if (!isThere || to[first + row] is double.NaN)
                (missing ??= new bool[rows])[first + row] = true;
        }
    }
}
