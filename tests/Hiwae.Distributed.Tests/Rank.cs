using System.Globalization;
using Hiwae.Native;

namespace Hiwae.Distributed.Tests;

/// <summary>What a launcher starts of the tests: a rank of a run of some steps, of which the first prints the bounds.</summary>
internal static class Rank
{
    /// <summary>A line: what is divided, K, S and the number of steps.</summary>
    public static int Main(string[] args)
    {
        Environment.SetEnvironmentVariable("TERM", "dumb"); // Open MPI gives its ranks what looks like a terminal.
        Engine.Load();
        torch.set_num_threads(1);
        using var mpi = Mpi.Start(Launch.Current ?? throw new InvalidOperationException("No launcher has started this process."));
        var run = OfSteps(new(mpi, Enum.Parse<WorkDivision>(args[0])), int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
        if (mpi.Rank == 0)
            Console.WriteLine(string.Join(' ', run.Bounds.Select(bound => bound.ToString("R", CultureInfo.InvariantCulture))));
        return 0;
    }

    /// <summary>The first steps of <c>hiwae</c> on the built-in data.</summary>
    public static TestRun OfSteps(ProcessGroup? group, int samples, int heads, int steps)
    {
        using var data = TestRuns.Data(3000);
        return TestRuns.Of<Models.HiwaeBalance>(data, new() { BatchSize = 100, Seed = 5, Samples = samples, Heads = heads }, group, steps);
    }
}
