using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Random runs of a family's log-densities: rows, mixtures, and proposals under all heads.</summary>
internal static class DensityChecks
{
    private static readonly int[] Sizes = [1, 2, 3, 5, 8, 15, 16, 17, 50, 784];

    private static readonly int[] Counts = [1, 2, 3, 5, 16, 17];

    /// <summary>The log-density of a row under one member.</summary>
    public delegate double Member(ReadOnlySpan<double> raw, double[] x, double[] mask);

    public static void Plain(Random random, DensityForm form, Member exact, Func<Random, float> x, bool byValue = true)
    {
        foreach (var size in Sizes)
        {
            var plates = size > 50 ? KernelPlates.Of(random, 1 + random.Next(2), 1, 1 + random.Next(3)) : KernelPlates.Random(random);
            var (raw, value) = (AnyFrom(Level.Once, random), AnyFrom(Level.Datum, random));
            (Level, int)? mask = random.Next(3) == 0 ? (AnyFrom(Level.Datum, random), byValue && random.Next(2) == 0 ? size : 1) : null;
            var operation = Rows(form, size, raw, value, mask, heads: random.Next(2) == 0 ? plates.Heads : 1);
            var numbers = new float[]?[mask is null ? 3 : 4];
            numbers[0] = Some(random, plates, operation.Raw, Numbers.Normal);
            numbers[1] = Some(random, plates, operation.X, x);
            if (operation.Mask is { } known)
                numbers[2] = Some(random, plates, known, r => r.Next(3) > 0 ? 1f : 0f);
            var wants = numbers.Select((_, place) => place switch { 0 => random.Next(4) > 0, 1 => random.Next(2) > 0, _ => false }).ToArray();
            RowCheck.Holds(random, operation, plates, numbers, wants, (inputs, _) => [exact(inputs[0], inputs[1], inputs[2])]);
        }
    }

    public static Operation.LogDensity Rows(DensityForm form, int size, Level raw, Level x, (Level Level, int Columns)? mask, int heads = 1)
    {
        // Learned parameters of several heads have a row for each proposal.
        var rows = raw == Level.Once ? heads : 0;
        var level = rows > 1 ? Level.Sample : (Level)Math.Max((int)raw, Math.Max((int)x, (int)(mask?.Level ?? Level.Once)));
        Value? masks = mask is { } known ? new Value(2, known.Level, 0, known.Columns) : null;
        return new(
            new(mask is null ? 2 : 3, level, 0, 1), form, new(0, raw, rows, form.Parameters(size)), new(1, x, 0, size), masks,
            Components: 1, IsEqual: false, IsWhole: mask?.Columns == 1);
    }

    public static void Cross(Random random, DensityForm form, Member member, Func<Random, float> x)
    {
        var (plates, heads, size) = (KernelPlates.Random(random), Counts[random.Next(Counts.Length)], Sizes[random.Next(Sizes.Length - 1)]);
        var length = form.ParametersPerValue * size;
        var level = (Level)random.Next((int)Level.Once, (int)Level.Sample + 1);
        Operation.Cross operation = new(
            new(2, Level.Sample, 0, heads), form, new(0, level, level == Level.Once ? 1 : 0, heads * length), new(1, Level.Sample, 0, size), heads);
        float[][] numbers = [Some(random, plates, operation.AllHeads, Numbers.Normal), Some(random, plates, operation.X, x)];
        RowCheck.Holds(
            random, operation, plates, [.. numbers, null], [random.Next(4) > 0, random.Next(4) > 0, false],
            (inputs, _) => [.. Enumerable.Range(0, heads).Select(i => member(inputs[0].AsSpan(i * length, length), inputs[1], []))]);
    }

    public static void Mixture(Random random, DensityForm form, Member member, Func<Random, float> x, bool byValue = true)
    {
        var (plates, components, size) = (KernelPlates.Random(random), Counts[1 + random.Next(Counts.Length - 1)], Sizes[random.Next(Sizes.Length - 1)]);
        var isEqual = random.Next(3) == 0;
        Level raw = isEqual ? Level.Once : AnyFrom(Level.Once, random), value = AnyFrom(Level.Datum, random);
        (Level, int)? mask = random.Next(3) == 0 ? (AnyFrom(Level.Datum, random), byValue && random.Next(2) == 0 ? size : 1) : null;
        var operation = Mixtures(form, size, components, raw, value, mask, isEqual, rows: !isEqual && raw == Level.Once && random.Next(2) == 0 ? plates.Heads : 1);
        var numbers = new float[]?[mask is null ? 3 : 4];
        numbers[0] = Some(random, plates, operation.Raw, Numbers.Normal);
        numbers[1] = Some(random, plates, operation.X, x);
        if (operation.Mask is { } known)
            numbers[2] = Some(random, plates, known, r => r.Next(3) > 0 ? 1f : 0f);
        bool[] wants = [random.Next(4) > 0, random.Next(3) > 0, .. numbers.Skip(2).Select(_ => false)];

        // All rows of components are read by all rows of the operation, as one.
        var view = isEqual ? operation with { Raw = operation.Raw with { Rows = 1, Columns = operation.Raw.Rows * operation.Raw.Columns } } : operation;

        // Shares are exponentials of differences of sums of up to some hundred nats.
        RowCheck.Holds(
            random, operation, plates, numbers, wants, (inputs, _) => [Exact(member, inputs, components, form.ParametersPerValue, isEqual)], tolerance: 1e-4, view: view);
    }

    public static double Exact(Member member, double[][] inputs, int components, int parameters, bool isEqual)
    {
        var (raw, x, mask) = (inputs[0], inputs[1], inputs[2]);
        if (mask.Length == 1 && x.Length > 0 && !(mask[0] > 0))
            return 0;
        var (logits, length) = (isEqual ? 0 : components, parameters * x.Length);
        var total = isEqual ? Math.Log(components) : ExactDensities.LogSum(raw.AsSpan(0, components));
        return ExactDensities.LogSum(
            [.. Enumerable.Range(0, components).Select(i => (isEqual ? 0 : raw[i]) - total + member(raw.AsSpan(logits + (i * length), length), x, mask))]);
    }

    public static Operation.LogDensity Mixtures(
        DensityForm form, int size, int components, Level raw, Level x, (Level Level, int Columns)? mask, bool isEqual, int rows = 1)
    {
        var level = rows > 1 ? Level.Sample : (Level)Math.Max((int)raw, Math.Max((int)x, (int)(mask?.Level ?? Level.Once)));
        Value? masks = mask is { } known ? new Value(2, known.Level, 0, known.Columns) : null;
        var length = form.ParametersPerValue * size;
        Value parameters = isEqual ? new(0, Level.Once, components, length) : new(0, raw, raw == Level.Once ? rows : 0, components * (length + 1));
        return new(new(mask is null ? 2 : 3, level, 0, 1), form, parameters, new(1, x, 0, size), masks, components, isEqual, IsWhole: mask?.Columns == 1);
    }

    private static float[] Some(Random random, KernelPlates plates, Value of, Func<Random, float> number) =>
        [.. Enumerable.Range(0, plates.RowsOf(of) * of.Columns).Select(_ => number(random))];

    private static Level AnyFrom(Level from, Random random) => (Level)random.Next((int)from, (int)Level.Sample + 1);
}
