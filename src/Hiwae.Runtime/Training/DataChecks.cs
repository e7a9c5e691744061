using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>Checks of a data set as it is bound to a model: one pass over each split, and none over a batch.</summary>
internal static class DataChecks
{
    /// <summary>Checks that every split has values of each field for each datum, of the shape and the type of the field.</summary>
    /// <exception cref="ArgumentException">One has not.</exception>
    public static void CheckShapes(DataSet data)
    {
        var (fields, noun) = (data.Fields.ToDictionary(field => field.Name), data.Noun);
        foreach (var (name, split) in data.Splits)
        {
            foreach (var values in split.Fields)
            {
                var what = $"{What(values.Field)} of the {name} {noun.Many}";
                if (fields[values.Field.Name] is var field && field != values.Field)
                    throw new ArgumentException(
                        $"{data.Name}: {what} are [{string.Join(", ", values.Field.Shape)}] of {Name(values.Field.Kind)}, but elsewhere in the set they are [{string.Join(", ", field.Shape)}] of {Name(field.Kind)}; let each field be the same in all splits.");
                CheckValues(data, what, values, split.Count);
                if (values.Mask is { } mask && (!mask.shape.SequenceEqual([split.Count, IsClass(values.Field) ? 1 : values.Field.Size]) || mask.dtype != ScalarType.Byte))
                    throw new ArgumentException(
                        $"{data.Name}: the masks {(values.Field == data.Image ? $"of the {name} {data.Noun.Many}" : $"of {what}")} are of type {mask.dtype} and shape [{string.Join(", ", mask.shape)}]; pass a byte, 0 or 1, for each value, [{split.Count}, {(IsClass(values.Field) ? 1 : values.Field.Size)}].");
            }
        }
    }

    /// <summary>Checks that there are data.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static void CheckNotEmpty(DataSet data, DataSplit split)
    {
        if (split.Count > 0)
            return;
        var name = data.Splits.FirstOrDefault(other => ReferenceEquals(other.Split, split)).Name;
        throw new ArgumentException($"{data.Name} has no {(name is null ? "" : $"{name} ")}{data.Noun.Many}; at least 1 is needed{(data.Splits.Sum(other => other.Split.Count) is > 0 and < 3 ? ", of 3 in all: one for training, one for validation and one for the test" : "")}.");
    }

    /// <summary>Checks that the model has a mask for every field that has values missing, and use for all masks of images.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void CheckMasks(DataBinding binding)
    {
        var (model, data) = (binding.Model, binding.Data);
        var masks = binding.Parts.OfType<DataPart.Mask>().ToArray();
        if (data.Image is { } image && data.Splits.Any(split => split.Split.Find(image.Name)?.Mask is not null)
            && !masks.Any(mask => mask.Size == image.Size && mask.Fields.Any(part => part.Field == image)))
            throw new ArgumentException(
                $"{model.Name}: the masks of {data.Name} say of each of the {image.Size} pixels whether it is there, but no variable of the model is such a mask; "
                + $"declare [Mask(…)] on the observed image and a given variable with [Shape({image.Size})] for it, or leave the masks out.");
        foreach (var (variable, part) in model.Data.Zip(binding.Parts))
        {
            foreach (var field in part is DataPart.Values values && variable.Mask is null ? values.Fields.Select(fieldPart => fieldPart.Field) : [])
            {
                if (FirstMissing(data, field) is var (name, count, row))
                    throw new ArgumentException(FormattableString.Invariant(
                        $"{model.Name}.{variable.Name} takes {field.Name}, of which {count} {(count == 1 ? "value is" : "values are")} missing among the {name} {data.Noun.Many} of {data.Name}, the first in row {row} (counted from 0); ")
                        + (variable.Role == Role.Observed
                            ? $"declare [Mask(…)] on {variable.Name} and a given variable with [Shape({variable.Size})] for it, or leave these {data.Noun.Many} out."
                            : $"a given variable is always there: leave these {data.Noun.Many} out, or let {variable.Name} be observed, with a [Mask(…)]."));
            }
        }
    }

    /// <summary>Checks that no field is missing from all data that are trained on.</summary>
    /// <exception cref="ArgumentException">One is.</exception>
    public static void CheckLearnable(DataBinding binding)
    {
        var data = binding.Data;
        foreach (var field in binding.Parts.OfType<DataPart.Values>().SelectMany(part => part.Fields).Select(part => part.Field))
        {
            if (data.Train.Find(field.Name)?.Mask is { } mask && mask.numel() > 0 && !AnyOf(mask))
                throw new ArgumentException($"{field.Name} has no value in any of the {data.Train.Count} training {data.Noun.Many} of {data.Name}, so that nothing can be learned of it; leave it out of the model, or choose data that have it.");
        }
    }

    /// <summary>Checks that what fills a variable are values of it; those that are missing are not looked at. Bytes always are.</summary>
    /// <exception cref="ArgumentException">One is none.</exception>
    public static void CheckValues(DataBinding binding)
    {
        var (model, data) = (binding.Model, binding.Data);
        foreach (var (variable, part) in model.Data.Zip(binding.Parts))
        {
            if (part is not DataPart.Values { Fields: var fields })
                continue;
            var isClass = DataFit.DensityOf(variable) is { Support: Support.OneHot };
            if (isClass && fields.Length > 1 && fields.Any(field => field.Presentation is not Presentation.Numbers))
                throw new ArgumentException(
                    $"{model.Name}.{variable.Name} is one class, a single 1 among zeros, but takes {fields.Length} columns of {data.Name}, {string.Join(", ", fields.Select(field => field.Field.Name))}; "
                    + "declare a variable for each column of classes.");
            foreach (var (name, split) in data.Splits.Where(split => split.Split.Count > 0))
                Check(binding, variable, fields, isClass, name, split);
        }
    }

    private static void Check(DataBinding binding, VariableDescription variable, ImmutableArray<FieldPart> fields, bool isClass, string name, DataSplit split)
    {
        var (model, data) = (binding.Model, binding.Data);
        var set = ValueSet.Of(model, variable);
        Func<long, long>? rowOf = split.Rows.IsEmpty ? null : row => split.Rows[(int)row];
        foreach (var field in fields)
        {
            var found = split.Find(field.Field.Name)
                ?? throw new ArgumentException($"{model.Name}.{variable.Name} takes {field.Field.Name}, but the {name} {data.Noun.Many} of {data.Name} have none; choose data that have it in every split.");
            if (field.Presentation is Presentation.OneHot or Presentation.Bit)
                CheckClasses(binding, variable, field, found, name, split);
            else if (found.Values.dtype != ScalarType.Byte && !(isClass && fields.Length > 1))
                set.Check(model, variable, found.Values, found.Mask, $" of the {name} {data.Noun.Many} of {data.Name}{(field.Field.Size == variable.Size && field.Field.Size > 1 ? "" : $", {field.Field.Name}")}", rowOf);
        }

        if (!isClass || fields.Length == 1)
            return;
        using var scope = NewDisposeScope();
        var masks = fields.Any(field => split.Find(field.Field.Name)!.Mask is not null) ? FieldRows.Mask(new(variable.Name, fields, variable.Size), split, null) : null;
        set.Check(model, variable, FieldRows.Values(fields, split, null, () => throw new System.Diagnostics.UnreachableException("Numbers are not drawn.")), masks, $" of the {name} {data.Noun.Many} of {data.Name}", rowOf);
    }

    /// <summary>Checks that classes are among those that a variable has a value for.</summary>
    private static void CheckClasses(DataBinding binding, VariableDescription variable, FieldPart field, FieldValues found, string name, DataSplit split)
    {
        using var scope = NewDisposeScope();
        var (first, classes) = field.Presentation is Presentation.OneHot oneHot ? (oneHot.First, oneHot.Classes) : (((Presentation.Bit)field.Presentation).First, 2);
        var values = found.Values.reshape(-1);
        var odd = values.lt(first).logical_or(values.ge(first + classes));
        if (found.Mask is { } mask)
            odd = odd.logical_and(mask.reshape(-1).ne(0));
        var places = odd.nonzero();
        if (places.shape[0] == 0)
            return;
        var place = places[0, 0].ToInt64();
        var value = (long)values[place].ToDouble();
        var (what, known) = field.Field.Kind is FieldKind.Category category && value >= 0
            ? ($"'{category.Levels[(int)value]}'", Listed([.. category.Levels.Take(category.Known)]))
            : (FormattableString.Invariant($"{value}"), FormattableString.Invariant($"{first} to {first + classes - 1}"));
        throw new ArgumentException(FormattableString.Invariant(
            $"{binding.Model.Name}.{variable.Name} takes {field.Field.Name}, which is {what} in {binding.Data.Noun.One} {(split.Rows.IsEmpty ? place : split.Rows[(int)place])} of the {name} {binding.Data.Noun.Many} of {binding.Data.Name} (counted from 0), and the model knows {known}; leave such data out, leave the cell empty where the model has a mask, or train with data that have it."));
    }

    private static string Listed(ImmutableArray<string> levels) => string.Join(", ", levels.Take(8)) + (levels.Length > 8 ? ", …" : "");

    private static void CheckValues(DataSet data, string what, FieldValues values, int count)
    {
        var (field, shape, type) = (values.Field, values.Values.shape, values.Values.dtype);
        if (IsClass(field))
        {
            if (shape.Length != 1 || shape[0] != count || type != ScalarType.Int64)
                throw new ArgumentException(
                    $"{data.Name}: {what} are of type {type} and shape [{string.Join(", ", shape)}]; pass one 64-bit integer for each {data.Noun.One}, [{count}].");
            return;
        }

        var sizes = field.Kind is FieldKind.Pixels ? $"its images have {string.Join(" × ", field.Shape)} = {field.Size} pixels" : $"each {data.Noun.One} has {field.Size}";
        if (shape.Length != 2 || shape[1] != field.Size || shape[0] != count)
            throw new ArgumentException($"{data.Name}: {what} have shape [{string.Join(", ", shape)}], but {sizes}; pass them as [{data.Noun.Many}, {field.Size}].");
        if (!(type == ScalarType.Float32 || (type == ScalarType.Byte && field.Kind is FieldKind.Pixels)))
            throw new ArgumentException(field.Kind is FieldKind.Pixels
                ? $"{data.Name}: {what} are of type {type}; pass 32-bit floats in [0, 1], with to_type(ScalarType.Float32), or bytes, of which 255 stands for 1."
                : $"{data.Name}: {what} are of type {type}; pass 32-bit floats, with to_type(ScalarType.Float32).");
    }

    private static (string Split, long Count, long Row)? FirstMissing(DataSet data, DataField field)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, split) in data.Splits)
        {
            if (split.Find(field.Name)?.Mask is not { } mask || mask.numel() == 0)
                continue;
            var places = mask.eq(0).nonzero();
            if (places.shape[0] > 0)
                return (name, places.shape[0], split.Rows.IsEmpty ? places[0, 0].ToInt64() : split.Rows[(int)places[0, 0].ToInt64()]);
        }

        return null;
    }

    private static bool AnyOf(Tensor mask)
    {
        using var scope = NewDisposeScope();
        return mask.any().ToBoolean();
    }

    private static bool IsClass(DataField field) => field.Kind is FieldKind.Label or FieldKind.Category;

    private static string What(DataField field) => (field.Name, field.Kind) switch
    {
        (DataField.ImageName, FieldKind.Pixels) => "the pixels",
        (DataField.LabelName, FieldKind.Label) => "the labels",
        _ => $"the values of {field.Name}",
    };

    private static string Name(FieldKind kind) => kind.Match(pixels: _ => "pixels", numbers: _ => "numbers", label: _ => "labels", category: levels => $"{levels.Levels.Length} categories");
}
