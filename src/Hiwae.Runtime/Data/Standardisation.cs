namespace Hiwae.Data;

/// <summary>Shifts and scales numbers so that those for training have the mean 0 and the standard deviation 1.</summary>
public static class Standardisation
{
    /// <summary>The set with standardised numbers; it takes the other one over, and goes when it goes.</summary>
    /// <param name="data">The set.</param>
    /// <param name="names">The fields of numbers that are standardised; all of them where null.</param>
    /// <exception cref="ArgumentException">There is no such field, or it is standardised already, or none of numbers.</exception>
    public static DataSet Standardised(this DataSet data, IEnumerable<string>? names = null)
    {
        var chosen = names?.ToArray() ?? [.. data.Fields.Where(field => field.Kind is FieldKind.Numbers).Select(field => field.Name)];
        return chosen.Aggregate(data, (set, name) => Standardised(set, name, Of(data, name)));
    }

    private static Scaling Of(DataSet data, string name)
    {
        var field = data.Train.Find(name) ?? throw new ArgumentException($"{data.Name} has no field '{name}' to standardise; it has {string.Join(", ", data.Fields.Select(other => other.Name))}.");
        if (field.Field.Kind is not FieldKind.Numbers { Scaling: null })
            throw new ArgumentException($"{name} of {data.Name} {(field.Field.Kind is FieldKind.Numbers ? "is standardised already" : "is none of numbers, so that it cannot be standardised")}; leave it out.");
        using var scope = NewDisposeScope();
        var values = field.Values.to_type(ScalarType.Float64);
        var weights = (field.Mask is { } mask ? mask : ones_like(field.Values)).to_type(ScalarType.Float64);
        var count = weights.sum([0L]).clamp(min: 1.0);
        var means = (values * weights).sum([0L]) / count;
        var deviations = (((values - means) * weights).square().sum([0L]) / count).sqrt();
        return new([.. means.data<double>().ToArray()], [.. deviations.data<double>().ToArray().Select(deviation => deviation > 0 ? deviation : 1)]);
    }

    internal static DataSet Standardised(DataSet data, string name, Scaling scaling)
    {
        DataSplit Split(DataSplit split) => split.Find(name) is { } values ? split.With(Values(values, scaling)) : split;
        return data with { Train = Split(data.Train), Validation = Split(data.Validation), Test = Split(data.Test) };
    }

    // What is missing stays 0, the mean.
    private static FieldValues Values(FieldValues values, Scaling scaling)
    {
        using var scope = NewDisposeScope();
        var scaled = scaling.Apply(values.Values);
        if (values.Mask is { } mask)
            scaled *= mask.to_type(scaled.dtype);
        values.Values.Dispose();
        return values with { Field = values.Field with { Kind = new FieldKind.Numbers(scaling) }, Values = scaled.MoveToOuterDisposeScope() };
    }
}
