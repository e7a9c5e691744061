using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>Chooses the form in which values of a field are presented to a variable.</summary>
internal static class Presentations
{
    /// <summary>Pixels or numbers.</summary>
    /// <exception cref="ArgumentException">They are nothing for the density.</exception>
    public static Presentation Of(ModelDescription model, VariableDescription variable, FactorDescription? density, DataSet data, DataField field) =>
        field.Kind is FieldKind.Pixels pixels
            ? new Presentation.Pixels(density is null ? Binarisation.None : Binarised(model, variable, density, data, pixels))
            : new Presentation.Numbers();

    /// <summary>A label, one-hot.</summary>
    /// <exception cref="ArgumentException">It is nothing for the density.</exception>
    public static Presentation OfLabel(ModelDescription model, VariableDescription variable, FactorDescription? density, int first) =>
        density is { Support: Support.Positive or Support.Count }
            ? throw new ArgumentException(
                $"{model.Name}.{variable.Name} takes the label, a single one among zeros, but {density.Density} is a density on {Set(density.Support)}; " +
                "declare one on one-hot vectors.")
            : new Presentation.OneHot(variable.Size, first);

    private static Binarisation Binarised(ModelDescription model, VariableDescription variable, FactorDescription density, DataSet data, FieldKind.Pixels pixels) => density.Support switch
    {
        Support.Binary => pixels.Binarisation,
        Support.EightBit or Support.UnitInterval or Support.Real => Binarisation.None,
        Support.OneHot or Support.Positive or Support.Count => throw new ArgumentException(
            $"{model.Name}.{variable.Name} takes the images of {data.Name}, whose pixels are from 0 to 1, but {density.Density} is a density on {Set(density.Support)}; " +
            "declare one on zeros and ones, on 8-bit levels, on the unit interval or on real numbers."),
        _ => throw new System.Diagnostics.UnreachableException($"Support {density.Support}."),
    };

    private static string Set(Support support) => support switch
    {
        Support.Positive => "positive numbers",
        Support.Count => "counts",
        _ => "one-hot vectors",
    };
}
