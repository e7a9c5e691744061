using System.Globalization;

namespace Hiwae.Data;

/// <summary>Presents data as those of another set are, such as the set that a model was trained on.</summary>
public static class DataAlignment
{
    /// <summary>
    /// The set with the fields of another one where both have them, in whatever case their names are written: numbers are shifted and scaled as there, classes are counted as there. Names that the other set does not know come behind those that it knows; what is bound to a
    /// variable is refused then, with the datum. It takes the set over, and goes when it goes.
    /// </summary>
    /// <param name="data">The set.</param>
    /// <param name="fields">The fields of the other one.</param>
    public static DataSet AlignedTo(this DataSet data, IEnumerable<DataField> fields) => fields.Aggregate(data, (set, field) => set.Find(field.Name) is { } own ? Aligned(set, own, field with { Name = own.Name }) : set);

    private static DataSet Aligned(DataSet set, DataField own, DataField field) => (field.Kind, own) switch
    {
        (FieldKind.Numbers { Scaling: { } scaling }, { Kind: FieldKind.Numbers { Scaling: null } }) when own.Size == field.Size => Standardisation.Standardised(set, field.Name, scaling),
        (FieldKind.Category known, { Kind: FieldKind.Category levels }) when known != levels => Renumbered(set, field, known, levels.Levels, values => values.Values.data<long>().ToArray()),
        (FieldKind.Category known, { Kind: FieldKind.Numbers { Scaling: null }, Size: 1 }) => OfNumbers(set, field, known),
        (FieldKind.Numbers numbers, { Kind: FieldKind.Label }) when field.Size == 1 => OfLabels(set, field, numbers),
        (FieldKind.Label, { Kind: FieldKind.Label }) => Replaced(set, field.Name, values => values with { Field = field }),
        (FieldKind.Label, { Kind: FieldKind.Numbers { Scaling: null }, Size: 1 }) => Replaced(set, field.Name, values => values with { Field = field, Values = Whole(values) }),
        _ => set,
    };

    private static DataSet OfLabels(DataSet data, DataField field, FieldKind.Numbers numbers)
    {
        var unscaled = field with { Kind = new FieldKind.Numbers() };
        var set = Replaced(data, field.Name, values => values with { Field = unscaled, Values = values.Values.unsqueeze(1).to_type(ScalarType.Float32) });
        return numbers.Scaling is { } scaling ? Standardisation.Standardised(set, field.Name, scaling) : set;
    }

    /// <summary>Classes whose names are numbers, or of which every cell is empty.</summary>
    private static DataSet OfNumbers(DataSet data, DataField field, FieldKind.Category known)
    {
        Dictionary<float, long> places = [];
        var levels = ImmutableArray.CreateBuilder<string>();
        long Place(float number)
        {
            if (!places.TryGetValue(number, out var place))
            {
                places.Add(number, place = levels.Count);
                levels.Add(known.Levels.FirstOrDefault(level => float.TryParse(level, NumberStyles.Float, CultureInfo.InvariantCulture, out var own) && own == number) ?? number.ToString(CultureInfo.InvariantCulture));
            }

            return place;
        }

        long[] Codes(FieldValues values)
        {
            var isThere = values.Mask?.data<byte>().ToArray();
            return [.. values.Values.data<float>().ToArray().Select((number, row) => isThere is null || isThere[row] != 0 ? Place(number) : -1)];
        }

        // All levels before the first value is replaced.
        foreach (var (_, split) in data.Splits)
            _ = split.Find(field.Name) is { } values ? Codes(values) : [];
        return Renumbered(data, field, known, levels.ToImmutable(), Codes);
    }

    private static DataSet Renumbered(DataSet data, DataField field, FieldKind.Category known, ImmutableArray<string> own, Func<FieldValues, long[]> codesOf)
    {
        ImmutableArray<string> all = [.. known.Levels, .. own.Except(known.Levels, StringComparer.Ordinal)];
        var place = all.Select((level, at) => (level, at)).ToDictionary(pair => pair.level, pair => (long)pair.at, StringComparer.Ordinal);
        long[] places = [.. own.Select(level => place[level])];
        var aligned = field with { Kind = new FieldKind.Category(all) { Known = known.Levels.Length } };
        return Replaced(data, field.Name, values => values with { Field = aligned, Values = tensor(Array.ConvertAll(codesOf(values), code => code < 0 ? code : places[code])) });
    }

    private static Tensor Whole(FieldValues values)
    {
        using var scope = NewDisposeScope();
        return values.Values.reshape(-1).round().to_type(ScalarType.Int64).MoveToOuterDisposeScope();
    }

    private static DataSet Replaced(DataSet data, string name, Func<FieldValues, FieldValues> change)
    {
        return data with { Train = Split(data.Train), Validation = Split(data.Validation), Test = Split(data.Test) };

        DataSplit Split(DataSplit split)
        {
            if (split.Find(name) is not { } values)
                return split;
            var changed = change(values);
            if (!ReferenceEquals(changed.Values, values.Values))
                values.Values.Dispose();
            return split.With(changed);
        }
    }
}
