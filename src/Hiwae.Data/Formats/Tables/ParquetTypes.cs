using System.Collections.Frozen;

namespace Hiwae.Data.Formats.Tables;

/// <summary>The structures in the description of a Parquet file, as its format has them, of which a reader relies on the types.</summary>
internal enum ParquetStructure
{
    Unknown,
    File,
    Schema,
    RowGroup,
    Chunk,
    Column,
    KeyValue,
}

/// <summary>The types of the fields of these structures, in the numbers of Thrift's compact protocol.</summary>
internal static class ParquetTypes
{
    private const int Int32 = 5;
    private const int Int64 = 6;
    private const int Text = 8;
    private const int List = 9;
    private const int Structure = 12;

    private static readonly FrozenDictionary<(ParquetStructure, int), (int Type, ParquetStructure Inner)> Fields = new[]
    {
        Of(ParquetStructure.File, (1, Int32), (3, Int64), (6, Text), (7, List)),
        [In(ParquetStructure.File, 2, List, ParquetStructure.Schema), In(ParquetStructure.File, 4, List, ParquetStructure.RowGroup), In(ParquetStructure.File, 5, List, ParquetStructure.KeyValue)],
        Of(ParquetStructure.Schema, (1, Int32), (2, Int32), (3, Int32), (4, Text), (5, Int32), (6, Int32), (7, Int32), (8, Int32), (9, Int32), (10, Structure)),
        Of(ParquetStructure.RowGroup, (2, Int64), (3, Int64), (4, List), (5, Int64), (6, Int64)),
        [In(ParquetStructure.RowGroup, 1, List, ParquetStructure.Chunk)],
        Of(ParquetStructure.Chunk, (1, Text), (2, Int64), (4, Int64), (5, Int32), (6, Int64), (7, Int32)),
        [In(ParquetStructure.Chunk, 3, Structure, ParquetStructure.Column)],
        Of(ParquetStructure.Column, (1, Int32), (2, List), (3, List), (4, Int32), (5, Int64), (6, Int64), (7, Int64), (9, Int64), (10, Int64), (11, Int64), (12, Structure), (13, List), (14, Int64), (15, Int32)),
        [In(ParquetStructure.Column, 8, List, ParquetStructure.KeyValue)],
        Of(ParquetStructure.KeyValue, (1, Text), (2, Text)),
    }.SelectMany(some => some).ToFrozenDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>The structure in a field, of any type where the format does not say one here; null where the type is another than the format's.</summary>
    public static ParquetStructure? Inner(ParquetStructure structure, int field, int type) =>
        !Fields.TryGetValue((structure, field), out var known) ? ParquetStructure.Unknown : known.Type == type ? known.Inner : null;

    private static KeyValuePair<(ParquetStructure, int), (int, ParquetStructure)>[] Of(ParquetStructure structure, params (int Field, int Type)[] fields) =>
        [.. fields.Select(field => In(structure, field.Field, field.Type, ParquetStructure.Unknown))];

    private static KeyValuePair<(ParquetStructure, int), (int, ParquetStructure)> In(ParquetStructure structure, int field, int type, ParquetStructure inner) => new((structure, field), (type, inner));
}
