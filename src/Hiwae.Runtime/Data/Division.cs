namespace Hiwae.Data;

/// <summary>How data are divided into those for training, for validation and for the test: by chance, and the same way for the same seed and number of data.</summary>
/// <param name="Validation">The fraction for validation, above 0; at least one datum.</param>
/// <param name="Test">The fraction for the test, above 0; at least one datum. What is left is for training.</param>
/// <param name="Seed">The seed of which data go where.</param>
public sealed record Division(double Validation = 0.1, double Test = 0.1, long Seed = 0)
{
    /// <summary>The set of a split of everything, which is released.</summary>
    /// <param name="name">What the set is called.</param>
    /// <param name="all">All data.</param>
    /// <exception cref="ArgumentException">A fraction is out of its range, or there are too few data, or fields of different numbers of data.</exception>
    public DataSet Of(string name, DataSplit all)
    {
        Check();
        CheckRows(name, all);
        var (validation, test) = (Share(Validation, all.Count), Share(Test, all.Count));
        if (all.Count == 0)
            throw new ArgumentException($"{name} has no data; at least 1 is needed, and 3 to train on: one for training, one for validation and one for the test.");

        // One or two can be measured, if not trained on.
        (validation, test) = all.Count switch
        {
            1 => (0, 1),
            2 => (1, 1),
            var count when count - validation - test < 1 => throw new ArgumentException(
                FormattableString.Invariant($"{name} has {count} data, and {validation} for validation and {test} for the test leave none to train on; take smaller fractions, or more data.")),
            _ => (validation, test),
        };
        using var scope = NewDisposeScope();
        var order = Noise.FromSeed(Seed).Permutation(all.Count);
        DataSplit Part(int start, int count) => all.Select(order.narrow(0, start, count)) with { First = start };
        var train = all.Count - validation - test;
        var set = new DataSet(name, Part(0, train), Part(train, validation), Part(train + validation, test));
        foreach (var (_, split) in set.Splits)
            scope.MoveToOuter(split.Tensors);
        all.Dispose();
        return set;
    }

    /// <summary>The division itself where its fractions are in their range.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public Division Check() =>
        Validation > 0 && Test > 0 && Validation + Test < 1
            ? this
            : throw new ArgumentException(
                FormattableString.Invariant($"The fractions are {Validation} for validation and {Test} for the test; each must be above 0, and the two together below 1."));

    private static int Share(double fraction, int count) => Math.Max(1, (int)Math.Round(fraction * count));

    private static void CheckRows(string name, DataSplit all)
    {
        if (all.Fields.IsEmpty)
            throw new ArgumentException($"{name} has no field; pass at least one.");
        if (all.Fields.GroupBy(values => values.Field.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"{name} has {twice.Count()} fields of the name {twice.Key}; give each a name of its own.");
        if (all.Fields.FirstOrDefault(values => values.Values.shape[0] != all.Count) is { } odd)
            throw new ArgumentException(
                $"{name}: {odd.Field.Name} has {odd.Values.shape[0]} rows, but {all.Fields[0].Field.Name} has {all.Count}; pass a row of each for each datum.");
    }
}
