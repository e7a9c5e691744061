using System.Collections.Immutable;
using Hiwae.Compilation.Kernels;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>A block's rows: data, groups of each, proposals of each group, and which of them stay for backward.</summary>
internal sealed record KernelPlates(int Data, int GroupsOfDatum, int Samples, ImmutableArray<int> Kept)
{
    public static KernelPlates Random(Random random) => Of(random, random.Next(1, 4), random.Next(1, 3), random.Next(1, 5));

    /// <summary>All proposals stay, or most.</summary>
    public static KernelPlates Of(Random random, int data, int groups, int samples)
    {
        var leavesOut = random.Next(2) == 0;
        return new(data, groups, samples, [.. Enumerable.Range(0, data * groups * samples).Where(_ => !leavesOut || random.Next(3) > 0)])
        {
            Heads = samples / Divisor(random, samples),
        };
    }

    private static int Divisor(Random random, int number)
    {
        int[] divisors = [.. Enumerable.Range(1, number).Where(divisor => number % divisor == 0)];
        return random.Next(2) == 0 ? 1 : divisors[random.Next(divisors.Length)];
    }

    /// <summary>One group of so many proposals.</summary>
    public static KernelPlates One(int samples = 1) => new(1, 1, samples, [.. Enumerable.Range(0, samples)]);

    /// <summary>The number of heads, which the proposals of a group take in turn.</summary>
    public int Heads { get; init; } = Samples;

    public Rows Rows => new(Data, Data * GroupsOfDatum, Data * GroupsOfDatum * Samples, 0);

    public bool IsWhole => Kept.Length == Rows.Sample;

    public int RowsOf(Value value) => value.Level == Level.Once ? value.Rows : Rows[value.Level];

    /// <summary>The row of a value that a row of a level belongs to.</summary>
    public int RowAt(Value value, Level level, int row)
    {
        var group = level == Level.Sample ? row / Samples : row;
        var datum = level == Level.Datum ? row : group / GroupsOfDatum;
        return value.Level == level ? row : value.Level switch
        {
            Level.Once => value.Rows == 1 ? 0 : row % Samples % Heads,
            Level.Datum => datum,
            _ => group,
        };
    }
}
