using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>Fills the variables of a model by their sizes: one takes the image, or the vector of numbers, and one may take the label.</summary>
/// <param name="Data">The set.</param>
/// <param name="Main">Its one field of pixels or numbers.</param>
/// <param name="Labels">Its labels.</param>
internal sealed record SizeFit(DataSet Data, DataField Main, DataLabels Labels)
{
    /// <summary>The fit by sizes; null for a set that has more than one field of numbers, or more than one of labels.</summary>
    public static SizeFit? Of(DataSet data)
    {
        DataField[] Kind(Func<FieldKind, bool> isMeant) => [.. data.Fields.Where(field => isMeant(field.Kind))];
        return Kind(kind => kind is FieldKind.Pixels or FieldKind.Numbers) is [var main] && Kind(kind => kind is FieldKind.Label or FieldKind.Category) is { Length: <= 1 } labels
            ? new(data, main, DataLabels.Of(data, labels.FirstOrDefault()))
            : null;
    }

    /// <summary>The field of each variable.</summary>
    /// <exception cref="ArgumentException">A variable fits nothing, or two fit the same, or none takes the image.</exception>
    public IReadOnlyList<(string Variable, ImmutableArray<FieldPart> Fields)> Fill(ModelDescription model, IReadOnlyList<VariableDescription> variables)
    {
        var pairs = variables.Select(variable => (Variable: variable, Part: PartOf(model, variable))).ToArray();
        VariableDescription[] Of(bool isMain) => [.. pairs.Where(pair => (pair.Part.Field == Main) == isMain).Select(pair => pair.Variable)];
        switch (Of(isMain: true))
        {
            case []:
                throw new ArgumentException(
                    $"{model.Name}: none of its data ({string.Join(", ", model.Data.Select(v => $"{v.Name} with {v.Size}"))}) takes the {Many} of {Data.Name}, which have {Values}; " +
                    $"declare an observed or given variable with [Shape({Main.Size})].");
            case [var first, var second, ..]:
                throw new ArgumentException(
                    $"{model.Name}: {first.Name} and {second.Name} both have {Main.Size} values, as many as the {Many} of {Data.Name} have {(IsImage ? "pixels" : "values")}, " +
                    $"but one variable takes the {Data.Noun.One}; give the other another shape, or, if it says which values are present, declare [Mask(nameof({second.Name}))] on {first.Name}.");
        }

        if (Of(isMain: false) is [var label, var other, ..])
            throw new ArgumentException(
                $"{model.Name}: {label.Name} and {other.Name} have {label.Size}{(label.Size == other.Size ? "" : $" and {other.Size}")} values, so that both would take the label of {Data.Name}, " +
                "but one variable takes the label; give the other another shape, or leave it out.");
        return [.. pairs.Select(pair => (pair.Variable.Name, ImmutableArray.Create(pair.Part)))];
    }

    private bool IsImage => Main.Kind is FieldKind.Pixels;

    private string Many => Data.Noun.Many;

    private string Values => IsImage ? $"{string.Join(" × ", Main.Shape)} = {Main.Size} pixels" : $"{Main.Size} values";

    private FieldPart PartOf(ModelDescription model, VariableDescription variable)
    {
        var density = DataFit.DensityOf(variable);
        if (Labels.FirstClass(variable.Size) is { } first && (variable.Size != Main.Size || density is { Support: Support.OneHot }))
            return new(Labels.Field!, Presentations.OfLabel(model, variable, density, first));
        if (variable.Size == Main.Size)
            return new(Main, Presentations.Of(model, variable, density, Data, Main));
        throw new ArgumentException(
            $"{model.Name}.{variable.Name} has {variable.Size} values, but the {Many} of {Data.Name} have {Values} and {Labels.Words(variable.Size)}; " +
            $"declare [Shape({Main.Size})] for the {Data.Noun.One}{(Labels.Classes is { } classes ? $" or [Shape({classes})] for the label" : "")}, or {Labels.Remedy(variable.Size)}.");
    }
}
