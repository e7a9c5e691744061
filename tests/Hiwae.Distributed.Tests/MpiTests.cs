using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace Hiwae.Distributed.Tests;

/// <summary>The real thing: processes that a launcher starts, of whichever implementations are installed.</summary>
public sealed class MpiTests(ITestOutputHelper output)
{
    private const string Program = "Hiwae.Distributed.Tests.dll";

    /// <summary>Those that are installed; without any the tests fail, where they are not skipped.</summary>
    public static TheoryData<MpiImplementation> Installed => [.. Enum.GetValues<MpiImplementation>().Where(implementation => Launcher.Lack is not null || Launcher.Of(implementation) is not null)];

    [MpiTheory, MemberData(nameof(Installed))]
    public void Two_and_four_ranks_take_the_steps_that_one_takes(MpiImplementation implementation)
    {
        var steps = new Steps(WorkDivision.Data, 5, 5, 20);
        var alone = Rank.Of(steps, null);
        Assert.Equal(steps.Count, alone.Bounds.Length);
        Agree(alone.Bounds, Take(implementation, 2, steps).Bounds);
        Agree(alone.Bounds, Take(implementation, 4, steps).Bounds);
    }

    [MpiTheory, MemberData(nameof(Installed))]
    public void Also_where_they_divide_K(MpiImplementation implementation)
    {
        var steps = new Steps(WorkDivision.Samples, 8, 2, 20);
        var alone = Rank.Of(steps, null);
        Agree(alone.Bounds, Take(implementation, 2, steps).Bounds);
        Agree(alone.Bounds, Take(implementation, 4, steps).Bounds);
    }

    [MpiTheory, MemberData(nameof(Installed))]
    public void Ranks_of_a_machine_add_up_in_memory_that_they_share(MpiImplementation implementation)
    {
        Assert.Equal("shared", Sums(implementation, 2));
        Assert.Equal("shared", Sums(implementation, 3));
    }

    /// <summary>What the library itself takes for other machines' ranks, or has no shared memory for.</summary>
    [MpiTheory, MemberData(nameof(Installed))]
    public void Where_they_share_none_they_send(MpiImplementation implementation) =>
        Assert.Equal("sent", Sums(implementation, 2, implementation == MpiImplementation.OpenMpi ? ("OMPI_MCA_osc", "^sm") : ("MPIR_CVAR_NOLOCAL", "1")));

    /// <summary>Of a hundred thousand samples and, where HIWAE_SLOW is 1, of a million, which takes minutes.</summary>
    [MpiTheory, MemberData(nameof(Installed))]
    public void Samples_by_the_million_take_less_than_two_gigabytes_of_a_rank(MpiImplementation implementation)
    {
        var isSlow = Environment.GetEnvironmentVariable("HIWAE_SLOW") == "1";
        var (bounds, megabytes) = Take(implementation, 2, new(WorkDivision.Samples, isSlow ? 1_000_000 : 100_000, null, 1, Batch: 20, Data: 20));
        Assert.InRange(megabytes, 100, 2000);
        Assert.InRange(Assert.Single(bounds), -600, -500);
        output.WriteLine(FormattableString.Invariant($"{bounds[0]} nats, {megabytes} MB of a rank"));
    }

    /// <summary>The first rank's bounds, and the most memory of a rank.</summary>
    private static (double[] Bounds, double Megabytes) Take(MpiImplementation implementation, int ranks, Steps steps)
    {
        double[] numbers = [.. Said(implementation, ranks, JsonSerializer.Serialize(steps)).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return (numbers[..^1], numbers[^1]);
    }

    private static string Sums(MpiImplementation implementation, int ranks, params (string Name, string Value)[] variables) => Said(implementation, ranks, Rank.Sums, variables);

    /// <summary>The last line that ranks print.</summary>
    private static string Said(MpiImplementation implementation, int ranks, string argument, params (string Name, string Value)[] variables)
    {
        Assert.Null(Launcher.Lack);
        using var process = Launcher.Start(implementation, ranks, Program, [argument], variables);
        var ended = process.End(seconds: 1800);
        Assert.NotNull(ended);
        var (status, output, error) = ended.Value;
        Assert.True(status == 0, $"{status}: {output}{error}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].TrimEnd('\r');
    }

    private static void Agree(double[] alone, double[] together)
    {
        Assert.Equal(alone.Length, together.Length);
        var most = alone.Zip(together, (one, several) => Math.Abs(one - several)).Max();
        Assert.True(most <= 1e-4, FormattableString.Invariant($"Bounds differ by {most} nats."));
    }
}
