using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>Finds for each of a model's data variables the fields of a data set that fill it.</summary>
internal static class DataFit
{
    /// <summary>One part for each observed and each given variable, in the order of declaration.</summary>
    /// <exception cref="ArgumentException">No variable is observed, a variable fits nothing, or two fit the same, or none takes the data.</exception>
    public static ImmutableArray<DataPart> PartsOf(ModelDescription model, DataSet data)
    {
        if (!model.Observed.Any())
            throw new ArgumentException(
                $"{model.Name} has no observed variable: it infers a target as it stands, and takes no data. Train it with observations of its given variables.");
        var variables = model.Data.Where(variable => !model.IsMask(variable)).ToArray();
        var filled = (SizeFit.Of(data) is { } bySize && variables.All(variable => variable.Columns.IsEmpty) ? bySize.Fill(model, variables) : ColumnFit.Fill(model, variables, data))
            .ToDictionary(pair => pair.Variable, pair => pair.Fields);
        return
        [
            .. model.Data.Select(variable => filled.TryGetValue(variable.Name, out var fields)
                ? new DataPart.Values(fields)
                : Mask(model.Variables.First(masked => masked.Mask == variable.Name), variable, filled)),
        ];
    }

    private static DataPart Mask(VariableDescription masked, VariableDescription mask, Dictionary<string, ImmutableArray<FieldPart>> filled) =>
        new DataPart.Mask(masked.Name, filled.GetValueOrDefault(masked.Name, []), mask.Size);

    /// <summary>The generative density of an observed variable; null for a given one.</summary>
    internal static FactorDescription? DensityOf(VariableDescription variable) => variable.Factors.FirstOrDefault(factor => factor.Kind == FactorKind.P);
}
