namespace Hiwae.Data;

/// <summary>Shifts and scales numbers so that those for training have the mean 0 and the standard deviation 1.</summary>
public static class Standardisation
{
    private const long NumbersAtATime = 1 << 22;

    /// <summary>The set with standardised numbers; it takes the other one over, and goes when it goes.</summary>
    /// <param name="data">The set.</param>
    /// <param name="names">The fields of numbers that are standardised; all of them where null.</param>
    /// <exception cref="ArgumentException">There is no such field, or it is standardised already, or none of numbers.</exception>
    public static DataSet Standardised(this DataSet data, IEnumerable<string>? names = null)
    {
        var chosen = names?.Distinct().ToArray() ?? [.. data.Fields.Where(field => field.Kind is FieldKind.Numbers).Select(field => field.Name)];
        var scalings = chosen.Select(name => Of(data, name)).ToArray(); // All of them, before any value is replaced.
        return chosen.Zip(scalings).Aggregate(data, (set, pair) => Standardised(set, pair.First, pair.Second));
    }

    private static Scaling Of(DataSet data, string name)
    {
        var field = data.Train.Find(name) ?? throw new ArgumentException($"{data.Name} has no field '{name}' to standardise; it has {string.Join(", ", data.Fields.Select(other => other.Name))}.");
        if (field.Field.Kind is not FieldKind.Numbers { Scaling: null })
            throw new ArgumentException($"{name} of {data.Name} {(field.Field.Kind is FieldKind.Numbers ? "is standardised already" : "is none of numbers, so that it cannot be standardised")}; leave it out.");
        using var scope = NewDisposeScope();
        var count = Sum(field, (_, weights) => weights).clamp(min: 1.0);
        var means = Sum(field, (values, weights) => values * weights) / count;
        var deviations = (Sum(field, (values, weights) => ((values - means) * weights).square()) / count).sqrt();
        return new([.. means.data<double>().ToArray()], [.. deviations.data<double>().ToArray().Select(deviation => deviation > 0 ? deviation : 1)]);
    }

    /// <summary>The sum over rows in double precision, some of them at a time.</summary>
    private static Tensor Sum(FieldValues field, Func<Tensor, Tensor, Tensor> term)
    {
        var rows = Math.Max(1, NumbersAtATime / field.Field.Size);
        var sum = zeros(field.Field.Size, dtype: ScalarType.Float64);
        for (long start = 0; start < field.Values.shape[0]; start += rows)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(rows, field.Values.shape[0] - start);
            var values = field.Values.narrow(0, start, count).to_type(ScalarType.Float64);
            var weights = field.Mask?.narrow(0, start, count).to_type(ScalarType.Float64) ?? ones_like(values);
            sum.add_(term(values, weights).sum([0L]));
        }

        return sum;
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
