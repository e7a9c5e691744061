namespace Hiwae.Data;

/// <summary>Presents data as those of another set are, such as the set that a model was trained on.</summary>
public static class DataAlignment
{
    /// <summary>
    /// The set with the fields of another one where both have them: numbers are shifted and scaled as there, and the names of a category are counted as there. It takes the set over, and goes when it goes.
    /// </summary>
    /// <param name="data">The set.</param>
    /// <param name="fields">The fields of the other one.</param>
    /// <exception cref="ArgumentException">A category has a name that the other set does not know.</exception>
    public static DataSet AlignedTo(this DataSet data, IEnumerable<DataField> fields) => fields.Aggregate(data, (set, field) => (field.Kind, set.Fields.FirstOrDefault(own => own.Name == field.Name)) switch
    {
        (FieldKind.Numbers { Scaling: { } scaling }, { Kind: FieldKind.Numbers { Scaling: null } } own) when own.Size == field.Size => Standardisation.Standardised(set, field.Name, scaling),
        (FieldKind.Category known, { Kind: FieldKind.Category own }) when known != own => Renumbered(set, field, own, known),
        _ => set,
    });

    private static DataSet Renumbered(DataSet data, DataField field, FieldKind.Category own, FieldKind.Category known)
    {
        long[] places = [.. own.Levels.Select(level => (long)known.Levels.IndexOf(level))];
        DataSplit Split(DataSplit split) => split.Find(field.Name) is { } values ? split.With(Values(data, values, field, own, places)) : split;
        return data with { Train = Split(data.Train), Validation = Split(data.Validation), Test = Split(data.Test) };
    }

    private static FieldValues Values(DataSet data, FieldValues values, DataField field, FieldKind.Category own, long[] places)
    {
        var codes = values.Values.data<long>().ToArray();
        var unknown = Array.FindIndex(codes, code => code >= 0 && places[code] < 0);
        if (unknown >= 0)
            throw new ArgumentException(
                $"{data.Name} has '{own.Levels[(int)codes[unknown]]}' in its column {field.Name}, which the model was not trained on: it knows {Listed(((FieldKind.Category)field.Kind).Levels)}. Leave such data out, leave the cell empty where the model has a mask, or train with data that have it.");
        values.Values.Dispose();
        return values with { Field = field, Values = tensor(Array.ConvertAll(codes, code => code < 0 ? code : places[code])) };
    }

    private static string Listed(ImmutableArray<string> levels) => string.Join(", ", levels.Take(8)) + (levels.Length > 8 ? ", …" : "");
}
