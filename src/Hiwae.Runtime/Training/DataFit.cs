using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>Finds for each of a model's data variables the part of a data set that fits it.</summary>
internal static class DataFit
{
    /// <summary>One part for each observed and each given variable, in the order of declaration.</summary>
    /// <exception cref="ArgumentException">No variable is observed, a variable fits nothing, or two fit the same, or none takes the image.</exception>
    public static ImmutableArray<DataPart> PartsOf(ModelDescription model, ImageData data)
    {
        if (!model.Observed.Any())
            throw new ArgumentException(
                $"{model.Name} has no observed variable: it infers a target as it stands, and takes no images. Train it with observations of its given variables.");
        var labels = DataLabels.Of(data);
        var variables = model.Data.ToArray();
        ImmutableArray<DataPart> parts = [.. variables.Select(v => PartOf(model, v, data, labels))];
        var pairs = variables.Zip(parts).ToArray();
        VariableDescription[] Of<TPart>() => [.. pairs.Where(pair => pair.Second is TPart).Select(pair => pair.First)];

        switch (Of<DataPart.Image>())
        {
            case []:
                throw new ArgumentException(
                    $"{model.Name}: none of its data ({Sizes(variables)}) takes the images of {data.Name}, which have {Pixels(data)}; " +
                    $"declare an observed or given variable with [Shape({data.Size})].");
            case [var first, var second, ..]:
                throw new ArgumentException(
                    $"{model.Name}: {first.Name} and {second.Name} both have {data.Size} values, as many as the images of {data.Name} have pixels, " +
                    $"but one variable takes the image; give the other another shape, or, if it says which values are present, declare [Mask(nameof({second.Name}))] on {first.Name}.");
        }

        if (Of<DataPart.Label>() is [var label, var other, ..])
            throw new ArgumentException(
                $"{model.Name}: {label.Name} and {other.Name} have {label.Size}{(label.Size == other.Size ? "" : $" and {other.Size}")} values, so that both would take the label of {data.Name}, " +
                "but one variable takes the label; give the other another shape, or leave it out.");
        return parts;
    }

    private static DataPart PartOf(ModelDescription model, VariableDescription variable, ImageData data, DataLabels labels)
    {
        if (model.IsMask(variable))
            return new DataPart.Mask(variable.Size) { IsOfImage = variable.Size == data.Size };
        var density = variable.Factors.FirstOrDefault(f => f.Kind == FactorKind.P);
        if (labels.FirstClass(variable.Size) is { } first && (variable.Size != data.Size || density is { Support: Support.OneHot }))
            return new DataPart.Label(LabelOf(model, variable, density)) { First = first };
        if (variable.Size == data.Size)
            return new DataPart.Image(density is null ? Binarisation.None : Presentation(model, variable, density, data));
        throw new ArgumentException(
            $"{model.Name}.{variable.Name} has {variable.Size} values, but the images of {data.Name} have {Pixels(data)} and {labels.Words(variable.Size)}; " +
            $"declare [Shape({data.Size})] for the image{(labels.Classes is { } classes ? $" or [Shape({classes})] for the label" : "")}, or {labels.Remedy(variable.Size)}.");
    }

    private static Binarisation Presentation(
        ModelDescription model, VariableDescription variable, FactorDescription density, ImageData data) => density.Support switch
        {
            Support.Binary => data.Binarisation,
            Support.EightBit or Support.UnitInterval or Support.Real => Binarisation.None,
            Support.OneHot or Support.Positive => throw new ArgumentException(
                $"{model.Name}.{variable.Name} takes the images of {data.Name}, whose pixels are from 0 to 1, but {density.Density} is a density on {Set(density.Support)}; " +
                "declare one on zeros and ones, on 8-bit levels, on the unit interval or on real numbers."),
            _ => throw new System.Diagnostics.UnreachableException($"Support {density.Support}."),
        };

    private static int LabelOf(ModelDescription model, VariableDescription variable, FactorDescription? density) =>
        density is { Support: Support.Positive }
            ? throw new ArgumentException(
                $"{model.Name}.{variable.Name} takes the label, a single one among zeros, but {density.Density} is a density on {Set(density.Support)}; " +
                "declare one on one-hot vectors.")
            : variable.Size;

    private static string Set(Support support) => support == Support.Positive ? "positive numbers" : "one-hot vectors";

    private static string Sizes(IEnumerable<VariableDescription> variables) =>
        string.Join(", ", variables.Select(v => $"{v.Name} with {v.Size}"));

    private static string Pixels(ImageData data) => $"{data.Height} × {data.Width} = {data.Size} pixels";
}
