using FsCheck;
using FsCheck.Fluent;

namespace Hiwae.Torch.Tests;

/// <summary>A shape of one to three dimensions with numbers to fill it.</summary>
public sealed record Numbers(long[] Shape, double[] Values)
{
    public override string ToString() => $"[{string.Join(", ", Shape)}]: {string.Join(", ", Values)}";
}

/// <summary>Random inputs for properties.</summary>
internal static class Arrays
{
    public static Arbitrary<Numbers> Of(double low, double high) => Arb.From(
        from rank in Gen.Choose(1, 3)
        from shape in Gen.ArrayOf(Gen.Choose(1, 4), rank)
        from values in Gen.ArrayOf(Gen.Choose(0, 1_000_000), shape.Aggregate(1, (a, b) => a * b))
        select new Numbers([.. shape.Select(extent => (long)extent)], [.. values.Select(value => low + (high - low) * value / 1e6)]));

    public static void Hold(double low, double high, Action<Numbers> law, int times = 30) =>
        Prop.ForAll(Of(low, high), numbers =>
        {
            law(numbers);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(times));
}
