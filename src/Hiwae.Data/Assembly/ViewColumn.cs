using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hiwae.Data.Assembly;

/// <summary>A column of a data view of ML.NET while it is read.</summary>
internal abstract class ViewColumn(DataViewSchema.Column column)
{
    /// <summary>The column.</summary>
    protected DataViewSchema.Column Column => column;

    /// <summary>A reader of a column; null where its type has no place in a data set.</summary>
    public static ViewColumn? Of(DataViewSchema.Column column) => column.Type switch
    {
        KeyDataViewType key => key.RawType == typeof(uint) ? new Keys(column) : null,
        TextDataViewType => new Texts(column),
        BooleanDataViewType => new Flags(column),
        NumberDataViewType number => NumbersOf(column, number, size: null),
        VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType number } vector => NumbersOf(column, number, vector.Size),
        _ => null,
    };

    /// <summary>What takes the value of the row that a cursor is at.</summary>
    public abstract Action Open(DataViewRow row);

    /// <summary>The values of all rows.</summary>
    public abstract PlannedValues End();

    private static ViewColumn? NumbersOf(DataViewSchema.Column column, NumberDataViewType type, int? size) => Type.GetTypeCode(type.RawType) switch
    {
        TypeCode.Single => new Numbers<float>(column, size, value => value),
        TypeCode.Double => new Numbers<double>(column, size, value => (float)value),
        TypeCode.SByte => new Numbers<sbyte>(column, size, value => value),
        TypeCode.Byte => new Numbers<byte>(column, size, value => value),
        TypeCode.Int16 => new Numbers<short>(column, size, value => value),
        TypeCode.UInt16 => new Numbers<ushort>(column, size, value => value),
        TypeCode.Int32 => new Numbers<int>(column, size, value => value),
        TypeCode.UInt32 => new Numbers<uint>(column, size, value => value),
        TypeCode.Int64 => new Numbers<long>(column, size, value => value),
        TypeCode.UInt64 => new Numbers<ulong>(column, size, value => value),
        _ => null,
    };

    private sealed class Numbers<T>(DataViewSchema.Column column, int? size, Func<T, float> convert) : ViewColumn(column)
    {
        private readonly List<float> values = [];

        public override Action Open(DataViewRow row)
        {
            if (size is null)
            {
                var get = row.GetGetter<T>(Column);
                return () =>
                {
                    T value = default!;
                    get(ref value);
                    values.Add(convert(value));
                };
            }

            var (vectors, vector) = (row.GetGetter<VBuffer<T>>(Column), default(VBuffer<T>));
            return () =>
            {
                vectors(ref vector);
                foreach (var value in vector.DenseValues())
                    values.Add(convert(value));
            };
        }

        public override PlannedValues End() => FieldPlan.Missing(new(Column.Name, size is { } several and > 1 ? [several] : [], new FieldKind.Numbers()), [.. values]);
    }

    private sealed class Texts(DataViewSchema.Column column) : ViewColumn(column)
    {
        private readonly List<string> values = [];

        public override Action Open(DataViewRow row)
        {
            var get = row.GetGetter<ReadOnlyMemory<char>>(Column);
            return () =>
            {
                ReadOnlyMemory<char> value = default;
                get(ref value);
                values.Add(value.ToString());
            };
        }

        public override PlannedValues End()
        {
            ImmutableArray<string> levels = [.. values.Where(value => value.Length > 0).Distinct().Order(StringComparer.Ordinal)];
            return Categories(Column.Name, levels, [.. values.Select(value => value.Length == 0 ? -1 : (long)levels.BinarySearch(value, StringComparer.Ordinal))]);
        }
    }

    private sealed class Flags(DataViewSchema.Column column) : ViewColumn(column)
    {
        private readonly List<long> values = [];

        public override Action Open(DataViewRow row)
        {
            var get = row.GetGetter<bool>(Column);
            return () =>
            {
                var value = false;
                get(ref value);
                values.Add(value ? 1 : 0);
            };
        }

        public override PlannedValues End() => Categories(Column.Name, ["false", "true"], [.. values]);
    }

    private sealed class Keys(DataViewSchema.Column column) : ViewColumn(column)
    {
        private readonly List<long> values = [];

        public override Action Open(DataViewRow row)
        {
            var get = row.GetGetter<uint>(Column);
            return () =>
            {
                uint value = 0;
                get(ref value);

                // Keys are counted from 1; 0 is missing.
                values.Add(value - 1L);
            };
        }

        public override PlannedValues End()
        {
            var texts = default(VBuffer<ReadOnlyMemory<char>>);
            if (Column.Annotations.Schema.GetColumnOrNull("KeyValues") is { Type: VectorDataViewType { ItemType: TextDataViewType } })
                Column.Annotations.GetValue("KeyValues", ref texts);
            ImmutableArray<string> levels = texts.Length > 0
                ? [.. texts.DenseValues().Select(text => text.ToString())]
                : [.. Enumerable.Range(1, checked((int)((KeyDataViewType)Column.Type).Count)).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
            return Categories(Column.Name, levels, [.. values]);
        }
    }

    private static PlannedValues Categories(string name, ImmutableArray<string> levels, long[] codes) => new(new(name, [], new FieldKind.Category(levels)), codes)
    {
        Mask = codes.Contains(-1) ? Array.ConvertAll(codes, code => code < 0 ? (byte)0 : (byte)1) : null,
    };
}
