using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Mixtures, and proposals under all heads.</summary>
public sealed class MemberDensityTests
{
    private static readonly int[] Sizes = [1, 2, 15, 16, 17, 33, 50];

    private static readonly int[] Counts = [1, 2, 3, 5, 16, 17];

    private delegate double Member(ReadOnlySpan<double> raw, double[] x, double[] mask);

    [Fact]
    public void Proposals_under_all_heads_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        Cross(random, KernelForms.Normal, Normal, Numbers.Normal);
        Cross(random, KernelForms.Categorical, Categorical, r => r.Next(2));
    });

    [Fact]
    public void Mixtures_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        Mixture(random, KernelForms.Normal, Normal, Numbers.Normal);
        Mixture(random, KernelForms.Categorical, Categorical, r => r.Next(2), byValue: false);
    });

    [Fact]
    public void Far_components_lose_no_gradient()
    {
        // Two components hundreds of scales away from the value, and one that has no weight at all.
        float[] raw = [0f, 50f, float.NegativeInfinity, 300f, 0f, -300f, 1f, 0f, 0f];
        var operation = Mixture(KernelForms.Normal, 1, 3, Level.Datum, Level.Datum, null, isEqual: false);
        RowCheck.Holds(
            new(3), operation, KernelPlates.One(), [raw, [0.5f], null], [false, true, false], (inputs, _) => [Exact(Normal, inputs, 3, 2, isEqual: false)]);
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void Heads_without_weight_are_passed_over(string width)
    {
        // The second head's slopes are infinite.
        foreach (var size in new[] { 1, 40 })
        {
            float[] Head(float mean, float logScale) => [.. Enumerable.Repeat(mean, size), .. Enumerable.Repeat(logScale, size)];
            Operation.Cross operation = new(new(2, Level.Sample, 0, 2), KernelForms.Normal, new(0, Level.Group, 0, 4 * size), new(1, Level.Sample, 0, size), 2);
            KernelRun run = new(operation, KernelPlates.One(), [[.. Head(0f, 0f), .. Head(1f, -200f)], [.. Enumerable.Repeat(0.5f, size)], null])
            {
                OutputGradient = [1f, 0f],
                Before = [new float[4 * size], new float[size], null],
                Wants = [true, true, false],
            };
            var result = run.With(Enum.Parse<Hiwae.Compilation.Lanes.VectorWidth>(width));
            Assert.All(result.Gradients[0]!, g => Assert.True(float.IsFinite(g)));
            Assert.All(result.Gradients[1]!, g => Assert.Equal(-0.5f, g, 1e-6f));
        }
    }

    private static double Normal(ReadOnlySpan<double> raw, double[] x, double[] mask) => ExactDensities.Row(ExactDensities.Normal, raw, x, mask);

    private static double Categorical(ReadOnlySpan<double> raw, double[] x, double[] mask) => ExactDensities.Categorical(raw, x);

    private static void Cross(Random random, DensityForm form, Member member, Func<Random, float> x)
    {
        var (plates, heads, size) = (KernelPlates.Random(random), Counts[random.Next(Counts.Length)], Sizes[random.Next(Sizes.Length)]);
        var length = form.ParametersPerValue * size;
        var level = (Level)random.Next((int)Level.Once, (int)Level.Sample + 1);
        Operation.Cross operation = new(
            new(2, Level.Sample, 0, heads), form, new(0, level, level == Level.Once ? 1 : 0, heads * length), new(1, Level.Sample, 0, size), heads);
        float[][] numbers = [Some(random, plates, operation.AllHeads, Numbers.Normal), Some(random, plates, operation.X, x)];
        RowCheck.Holds(
            random, operation, plates, [.. numbers, null], [random.Next(4) > 0, random.Next(4) > 0, false],
            (inputs, _) => [.. Enumerable.Range(0, heads).Select(i => member(inputs[0].AsSpan(i * length, length), inputs[1], []))]);
    }

    private static void Mixture(Random random, DensityForm form, Member member, Func<Random, float> x, bool byValue = true)
    {
        var (plates, components, size) = (KernelPlates.Random(random), Counts[1 + random.Next(Counts.Length - 1)], Sizes[random.Next(Sizes.Length)]);
        var isEqual = random.Next(3) == 0;
        Level raw = isEqual ? Level.Once : AnyFrom(Level.Once), value = AnyFrom(Level.Datum);
        (Level, int)? mask = random.Next(3) == 0 ? (AnyFrom(Level.Datum), byValue && random.Next(2) == 0 ? size : 1) : null;
        var operation = Mixture(form, size, components, raw, value, mask, isEqual, rows: !isEqual && raw == Level.Once && random.Next(2) == 0 ? plates.Samples : 1);
        var numbers = new float[]?[mask is null ? 3 : 4];
        numbers[0] = Some(random, plates, operation.Raw, Numbers.Normal);
        numbers[1] = Some(random, plates, operation.X, x);
        if (operation.Mask is { } known)
            numbers[2] = Some(random, plates, known, r => r.Next(3) > 0 ? 1f : 0f);
        bool[] wants = [random.Next(4) > 0, random.Next(3) > 0, .. numbers.Skip(2).Select(_ => false)];

        // All rows of components are read by all rows of the operation: the check is told of one.
        var told = isEqual ? operation with { Raw = operation.Raw with { Rows = 1, Columns = operation.Raw.Rows * operation.Raw.Columns } } : operation;
        RowCheck.Holds(random, told, plates, numbers, wants, (inputs, _) => [Exact(member, inputs, components, form.ParametersPerValue, isEqual)]);

        Level AnyFrom(Level from) => (Level)random.Next((int)from, (int)Level.Sample + 1);
    }

    private static double Exact(Member member, double[][] inputs, int components, int parameters, bool isEqual)
    {
        var (raw, x, mask) = (inputs[0], inputs[1], inputs[2]);
        if (mask.Length == 1 && x.Length > 0 && !(mask[0] > 0))
            return 0;
        var (logits, length) = (isEqual ? 0 : components, parameters * x.Length);
        var total = isEqual ? Math.Log(components) : ExactDensities.LogSum(raw.AsSpan(0, components));
        return ExactDensities.LogSum(
            [.. Enumerable.Range(0, components).Select(i => (isEqual ? 0 : raw[i]) - total + member(raw.AsSpan(logits + (i * length), length), x, mask))]);
    }

    private static Operation.LogDensity Mixture(
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
}
