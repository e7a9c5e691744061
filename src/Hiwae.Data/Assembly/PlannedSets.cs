namespace Hiwae.Data.Assembly;

/// <summary>Makes tensors of what was read, and the splits that are not there.</summary>
internal static class PlannedSets
{
    private const double Tenth = 0.1;

    // One in so many data for training is kept for validation, the last ones.
    private const int ValidationShare = 6;

    /// <summary>The data set.</summary>
    /// <exception cref="DataFormatException">There are too few data.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static DataSet ToDataSet(this PlannedSet plan, DataOptions options)
    {
        options.Check();
        try
        {
            var data = Divided(plan, options) with { Source = Path.GetFullPath(plan.Source), Options = options };
            return options.Standardise ? data.Standardised() : data;
        }
        catch (ArgumentException e)
        {
            throw new DataFormatException(plan.Source, null, Words.Sentence.Of(e.Message).TrimEnd('.'), "use a larger set, or other fractions", e);
        }
    }

    private static DataSet Divided(PlannedSet plan, DataOptions options)
    {
        var name = ArrayName.Stem(plan.Source);
        if (plan.Splits.IsEmpty)
            return new Division(options.Validation ?? Tenth, options.Test ?? Tenth, options.SplitSeed).Of(name, Split(plan.Undivided, 0));
        var train = Split(plan.Splits[SplitName.Train], 0);
        var count = train.Count;
        if (!plan.Splits.TryGetValue(SplitName.Test, out var forTest))
        {
            var (rest, tested) = Drawn(train, options.Test ?? Tenth, options.SplitSeed);
            var validation = Split(plan.Splits[SplitName.Validation], rest.Count);
            return Whole(name, rest, validation with { Rows = [.. Enumerable.Range(0, validation.Count).Select(row => (long)count + row)] }, tested);
        }

        if (plan.Splits.TryGetValue(SplitName.Validation, out var forValidation))
            return Whole(name, train, Split(forValidation, count), Split(forTest, 0));
        if (count < 2)
            throw new ArgumentException($"there is 1 datum for training; at least 2 are needed, one of them for validation");
        var kept = options.Validation is { } fraction ? Math.Clamp((int)Math.Round(fraction * count), 1, count - 1) : Math.Max(1, count / ValidationShare);
        var (first, last) = (train with { LackingLabelFile = plan.LackingLabels.GetValueOrDefault(SplitName.Train) }).Cut(count - kept);
        var test = Split(forTest, count) with { LackingLabelFile = plan.LackingLabels.GetValueOrDefault(SplitName.Test) };
        return new(name, first, last, test);
    }

    private static DataSet Whole(string name, DataSplit train, DataSplit validation, DataSplit test) =>
        new(name, train, validation with { First = train.Count }, test with { First = train.Count + validation.Count });

    private static (DataSplit Left, DataSplit Drawn) Drawn(DataSplit all, double fraction, long seed)
    {
        var count = Math.Max(1, (int)Math.Round(fraction * all.Count));
        if (count >= all.Count)
            throw new ArgumentException($"there is 1 datum for training; at least 2 are needed, one of them for the test");
        using var scope = NewDisposeScope();
        var order = Noise.FromSeed(seed).Permutation(all.Count);
        var parts = (all.Select(order.narrow(0, 0, all.Count - count)), all.Select(order.narrow(0, all.Count - count, count)));
        scope.MoveToOuter(parts.Item1.Tensors);
        scope.MoveToOuter(parts.Item2.Tensors);
        all.Dispose();
        return parts;
    }

    private static DataSplit Split(ImmutableArray<PlannedValues> fields, long first) => new([.. fields.Select(values => values.ToFieldValues() with { FileStart = first })]) { First = first };
}
