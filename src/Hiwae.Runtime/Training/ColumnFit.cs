using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>
/// Fills the variables of a model by the names of fields: those that <see cref="ColumnAttribute"/> names; the one of the variable's own name; or, for the only variable that is left,
/// all numbers that nobody else takes.
/// </summary>
internal static class ColumnFit
{
    // So many columns are listed in a message.
    private const int MostListed = 12;

    /// <summary>The fields of each variable.</summary>
    /// <exception cref="ArgumentException">There is no such field, or the sizes differ.</exception>
    public static IReadOnlyList<(string Variable, ImmutableArray<FieldPart> Fields)> Fill(ModelDescription model, IReadOnlyList<VariableDescription> variables, DataSet data)
    {
        var named = variables.ToDictionary(variable => variable.Name, variable => Named(model, variable, data));
        var taken = named.Values.SelectMany(fields => fields).ToHashSet();
        var left = variables.Where(variable => named[variable.Name].IsEmpty).ToArray();
        ImmutableArray<DataField> rest = [.. data.Fields.Where(field => field.Kind is FieldKind.Pixels or FieldKind.Numbers && !taken.Contains(field))];
        if (left is [var single] && !rest.IsEmpty)
            named[single.Name] = rest;
        else if (left is [var first, ..])
            throw new ArgumentException(
                $"{model.Name}.{first.Name} has no [Column(…)], and {data.Name} has no column of that name; name its columns, as in [Column(\"{data.Fields.Select(field => field.Name).FirstOrDefault("age")}\")]. {Listed(data)}");
        return [.. variables.Select(variable => (variable.Name, Parts(model, variable, data, named[variable.Name])))];
    }

    private static ImmutableArray<DataField> Named(ModelDescription model, VariableDescription variable, DataSet data)
    {
        if (variable.Columns.IsEmpty)
            return data.Find(variable.Name) is { } own ? [own] : [];
        return
        [
            .. variable.Columns.Select(name => data.Find(name) ?? throw new ArgumentException(
                $"{model.Name}.{variable.Name} takes the column '{name}', and {data.Name} has no such column.{Words.Nearest.Question(name, data.Fields.Select(field => field.Name))} {Listed(data)}")),
        ];
    }

    private static ImmutableArray<FieldPart> Parts(ModelDescription model, VariableDescription variable, DataSet data, ImmutableArray<DataField> fields)
    {
        var density = DataFit.DensityOf(variable);
        ImmutableArray<FieldPart> parts = [.. fields.Select(field => new FieldPart(field, Whole(model, variable, density, data, field, isAlone: fields.Length == 1)))];
        if (SizeOf(parts) == variable.Size)
            return parts;

        // Two classes are a bit as well as a pair.
        ImmutableArray<FieldPart> bits = [.. parts.Select(part => part.Presentation is Presentation.OneHot { Classes: 2 } pair ? part with { Presentation = new Presentation.Bit(pair.First) } : part)];
        if (SizeOf(bits) == variable.Size)
            return bits;
        throw new ArgumentException(
            $"{model.Name}.{variable.Name} has {variable.Size} {(variable.Size == 1 ? "value" : "values")}, but {(fields.Length == 1 ? $"the column {fields[0].Name} of {data.Name} has" : $"the {fields.Length} columns that it takes of {data.Name} have")} {Sum(parts)}; "
            + $"declare [Shape({SizeOf(parts)})], or name {(variable.Columns.IsEmpty ? $"those that it takes, as in [Column(\"{fields[0].Name}\")]" : "other columns")}.");
    }

    /// <summary>The form in which nothing of a field is left out.</summary>
    private static Presentation Whole(ModelDescription model, VariableDescription variable, FactorDescription? density, DataSet data, DataField field, bool isAlone) => field.Kind.Match<Presentation>(
        pixels: pixels => isAlone ? Presentations.Of(model, variable, density, data, field) : new Presentation.Pixels(Binarisation.None),
        numbers: numbers => isAlone && density is { Support: Support.OneHot } && field.Size == 1 ? Classes(model, variable, data, field, numbers) : new Presentation.Numbers(),
        label: _ => Labels(model, variable, data, field),
        category: category => new Presentation.OneHot(category.Known));

    private static Presentation Labels(ModelDescription model, VariableDescription variable, DataSet data, DataField field)
    {
        var labels = DataLabels.Of(data, field);
        return labels.Classes is { } classes && labels.Range is var (least, _)
            ? new Presentation.OneHot(checked((int)classes), least == 1 && labels.FirstClass(variable.Size) is null or 1 ? 1 : 0)
            : throw new ArgumentException($"{model.Name}.{variable.Name} takes {field.Name}, but {data.Name} has {labels.Words(variable.Size)}; {labels.Remedy(variable.Size)}.");
    }

    /// <summary>Whole numbers as classes.</summary>
    private static Presentation Classes(ModelDescription model, VariableDescription variable, DataSet data, DataField field, FieldKind.Numbers numbers)
    {
        using var scope = NewDisposeScope();
        var values = cat([.. data.Splits.Select(split => split.Split.Find(field.Name)).OfType<FieldValues>().Select(Present)]);
        var (least, most) = values.numel() == 0 ? (0, 0) : (values.min().ToDouble(), values.max().ToDouble());
        var isWhole = numbers.Scaling is null && values.eq(values.round()).all().ToBoolean() && least >= 0 && most < int.MaxValue;
        return isWhole
            ? new Presentation.OneHot((int)most + (least == 1 && variable.Size == (int)most ? 0 : 1), least == 1 && variable.Size == (int)most ? 1 : 0)
            : throw new ArgumentException(
                $"{model.Name}.{variable.Name} takes {field.Name} as one of {variable.Size} classes, but {data.Name} has numbers from {least} to {most} there{(numbers.Scaling is null ? "" : ", standardised")}; "
                + "number the classes from 0 or from 1, or write their names, or declare a density on numbers.");
    }

    private static Tensor Present(FieldValues values) => values.Mask is { } mask ? values.Values.masked_select(mask.ne(0)) : values.Values.reshape(-1);

    private static int SizeOf(ImmutableArray<FieldPart> parts) => parts.Sum(part => part.Size);

    /// <summary>Such as <c>1 + 1 + 9 = 11 (age 1, hours 1, job 9)</c>.</summary>
    private static string Sum(ImmutableArray<FieldPart> parts) => parts.Length switch
    {
        1 => $"{parts[0].Size}{(parts[0].Presentation is Presentation.OneHot ? " classes" : "")}",
        <= MostListed => $"{string.Join(" + ", parts.Select(part => part.Size))} = {SizeOf(parts)} ({string.Join(", ", parts.Select(part => part.Field.Name))})",
        _ => $"{SizeOf(parts)} ({string.Join(", ", parts.Take(MostListed).Select(part => $"{part.Field.Name} {part.Size}"))}, …)",
    };

    private static string Listed(DataSet data) =>
        $"The columns of {data.Name} are {string.Join(", ", data.Fields.Take(MostListed).Select(Title))}{(data.Fields.Length > MostListed ? $" and {data.Fields.Length - MostListed} more" : "")}.";

    private static string Title(DataField field) => $"{field.Name} ({field.Kind.Match(
        pixels: _ => $"{field.Size} pixels",
        numbers: _ => field.Size == 1 ? "number" : $"{field.Size} numbers",
        label: _ => "label",
        category: levels => $"{levels.Levels.Length} {(levels.Levels.Length == 1 ? "category" : "categories")}")})";
}
