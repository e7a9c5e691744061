using Hiwae.Data.Formats;
using Hiwae.Data.Idx;

namespace Hiwae.Data.Assembly;

/// <summary>Arrays of one field: one for each split, or one alone that has none.</summary>
/// <param name="Name">The field's name, as far as files have one.</param>
/// <param name="IsLabel">Whether that is a name of labels.</param>
/// <param name="Arrays">The arrays, row-major, with a row for each datum.</param>
internal sealed record FieldPlan(string Name, bool IsLabel, ImmutableArray<(SplitName? Split, FileArray Array)> Arrays)
{
    // More classes than any set of labels has; larger whole numbers are numbers.
    private const int MostClasses = 100_000;

    private FileArray First => Arrays[0].Array;

    /// <summary>Whether a datum has several values.</summary>
    public bool IsMatrix => First.Shape.Length > 1;

    /// <summary>The values of each split, of what the field is found to be.</summary>
    /// <param name="options">How files are read.</param>
    /// <exception cref="DataFormatException">It is not clear what its bytes stand for.</exception>
    public ImmutableArray<(SplitName? Split, PlannedValues Values)> Values(DataOptions options) => true switch
    {
        _ when First.Kind == ArrayKind.Text => Categories(),
        _ when Labels() is { } labels => labels,
        _ when Images.ShapeOf(First.Shape.AsSpan()[1..], options.Width) is { } found && Pixels(found.Shape, found.IsGuess, options.Transpose) is { } pixels => pixels,
        _ => Numbers(),
    };

    private string Or(string name) => Name.Length > 0 ? Name : name;

    private ImmutableArray<(SplitName?, PlannedValues)> Of(DataField field, Func<FileArray, Array> values) =>
        [.. Arrays.Select(pair => (pair.Split, new PlannedValues(field, values(pair.Array)) { File = field.Kind is FieldKind.Label ? pair.Array.Path : null }))];

    private ImmutableArray<(SplitName?, PlannedValues)> Categories()
    {
        ImmutableArray<string> levels = [.. Arrays.SelectMany(pair => (string[])pair.Array.Values).Distinct().Order(StringComparer.Ordinal)];
        var places = levels.Select((level, place) => (level, place)).ToDictionary(pair => pair.level, pair => (long)pair.place, StringComparer.Ordinal);
        return Of(new(Or(DataField.LabelName), [], new FieldKind.Category(levels)), array => Array.ConvertAll((string[])array.Values, text => places[text]));
    }

    // One whole number a datum, or, under a name of labels, a single one among zeros.
    private ImmutableArray<(SplitName?, PlannedValues)>? Labels()
    {
        if (IsMatrix && !IsLabel)
            return null;
        var range = Arrays.Select(pair => PixelRange.Of(pair.Array.Values)).Aggregate((all, next) => all.With(next));
        var isInteger = First.Kind is not (ArrayKind.Float or ArrayKind.Double);
        if (!range.IsWhole || range.Least < 0 || range.Most >= MostClasses || !(IsLabel || isInteger))
            return null;
        if (!IsLabel && HasManyValues())
            return null;
        var field = new DataField(Or(DataField.LabelName), [], new FieldKind.Label());
        if (!IsMatrix)
            return Of(field, array => Array.ConvertAll(ElementReader.Floats(array.Values), value => (long)value));
        return range.AreIntensities && Arrays.All(pair => OneHot.Classes(pair.Array) is not null) ? Of(field, array => OneHot.Classes(array)!) : null;
    }

    // As of texts: too many different ones to be classes, such as years or amounts.
    private bool HasManyValues()
    {
        var values = Arrays.SelectMany(pair => ElementReader.Floats(pair.Array.Values)).ToArray();
        var different = values.Distinct().Count();
        return different > Formats.Tables.Categories.MostLevels || (different > Formats.Tables.Categories.Few && 2 * different > values.Length);
    }

    private ImmutableArray<(SplitName?, PlannedValues)>? Pixels(ImmutableArray<int> shape, bool isGuess, bool transpose)
    {
        var range = Arrays.Select(pair => PixelRange.Of(pair.Array.Values)).Aggregate((all, next) => all.With(next));
        if (!(range.AreBytes || range.AreIntensities) || (isGuess && range.AreBytes && range.Most is 0 or (> 1 and < 16)))
            return null;
        var ordered = Arrays.Select(pair => (pair.Split, pair.Array, Image: Images.Ordered(pair.Array, shape, transpose))).ToArray();
        if (!range.AreBytes)
        {
            var intensities = new DataField(Or(DataField.ImageName), ordered[0].Image.Shape, new FieldKind.Pixels(Binarisation.Stochastic));
            return [.. ordered.Select(part => (part.Split, new PlannedValues(intensities, ElementReader.Floats(part.Image.Values))))];
        }

        var bytes = ordered.Select(part => (part.Split, Path: PathOf(part.Array), Values: PixelRange.ToBytes(part.Image.Values))).ToArray();
        var white = PixelScale.Settle([.. bytes.Select(part => (part.Path, part.Values))]);
        var field = new DataField(
            Or(DataField.ImageName), ordered[0].Image.Shape, new FieldKind.Pixels(white == FieldValues.White ? Binarisation.Stochastic : Binarisation.None, white));
        return [.. bytes.Select(part => (part.Split, new PlannedValues(field, part.Values)))];
    }

    private ImmutableArray<(SplitName?, PlannedValues)> Numbers()
    {
        var size = First.Shape.AsSpan()[1..].ToArray().Aggregate(1, (product, length) => product * length);
        var field = new DataField(Or("x"), size == 1 ? [] : [size], new FieldKind.Numbers());
        return [.. Arrays.Select(pair => (pair.Split, Missing(field, ElementReader.Floats(pair.Array.Values))))];
    }

    /// <summary>Numbers of which those that are none are missing.</summary>
    internal static PlannedValues Missing(DataField field, float[] numbers) => Array.Exists(numbers, float.IsNaN)
        ? new(field, Array.ConvertAll(numbers, number => float.IsNaN(number) ? 0 : number)) { Mask = Array.ConvertAll(numbers, number => float.IsNaN(number) ? (byte)0 : (byte)1) }
        : new(field, numbers);

    private static string PathOf(FileArray array) => array.Name == Path.GetFileName(array.Path) ? array.Path : $"{array.Path}, {Files.Quotation.Of(array.Name)}";
}
