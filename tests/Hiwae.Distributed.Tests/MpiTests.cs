using System.Globalization;

namespace Hiwae.Distributed.Tests;

/// <summary>The real thing: processes that a launcher starts, of whichever implementations are installed.</summary>
public sealed class MpiTests
{
    private const string Program = "Hiwae.Distributed.Tests.dll";
    private const int Steps = 20;

    /// <summary>Those that are installed; without any the tests fail, where they are not skipped.</summary>
    public static TheoryData<MpiImplementation> Installed => [.. Enum.GetValues<MpiImplementation>().Where(implementation => Launcher.Lack is not null || Launcher.Of(implementation) is not null)];

    [MpiTheory, MemberData(nameof(Installed))]
    public void Two_and_four_ranks_take_the_steps_that_one_takes(MpiImplementation implementation)
    {
        var alone = Rank.OfSteps(null, 5, 5, Steps);
        Assert.Equal(Steps, alone.Bounds.Length);
        Agree(alone.Bounds, Bounds(implementation, 2, WorkDivision.Data, 5, 5));
        Agree(alone.Bounds, Bounds(implementation, 4, WorkDivision.Data, 5, 5));
    }

    [MpiTheory, MemberData(nameof(Installed))]
    public void Also_where_they_divide_K(MpiImplementation implementation)
    {
        var alone = Rank.OfSteps(null, 8, 2, Steps);
        Agree(alone.Bounds, Bounds(implementation, 2, WorkDivision.Samples, 8, 2));
        Agree(alone.Bounds, Bounds(implementation, 4, WorkDivision.Samples, 8, 2));
    }

    private static double[] Bounds(MpiImplementation implementation, int ranks, WorkDivision division, int samples, int heads)
    {
        Assert.Null(Launcher.Lack);
        using var process = Launcher.Start(implementation, ranks, Program, [$"{division}", $"{samples}", $"{heads}", $"{Steps}"]);
        var ended = process.End(seconds: 180);
        Assert.NotNull(ended);
        var (status, output, error) = ended.Value;
        Assert.True(status == 0, $"{status}: {output}{error}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }

    private static void Agree(double[] alone, double[] together)
    {
        Assert.Equal(alone.Length, together.Length);
        var most = alone.Zip(together, (one, several) => Math.Abs(one - several)).Max();
        Assert.True(most <= 1e-4, FormattableString.Invariant($"Bounds differ by {most} nats."));
    }
}
