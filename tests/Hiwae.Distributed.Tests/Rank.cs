using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hiwae.Native;

namespace Hiwae.Distributed.Tests;

/// <summary>What a launcher starts of the tests: a rank of some steps.</summary>
internal static class Rank
{
    /// <summary>The line has the steps as JSON. The first rank prints the bounds, and the most memory of a rank in megabytes.</summary>
    public static int Main(string[] args)
    {
        Environment.SetEnvironmentVariable("TERM", "dumb"); // Open MPI gives its ranks what looks like a terminal.
        Engine.Load();
        torch.set_num_threads(1);
        using var mpi = Mpi.Start(Launch.Current ?? throw new InvalidOperationException("No launcher has started this process."));
        var run = Of(JsonSerializer.Deserialize<Steps>(args[0])!, mpi);
        double[] memory = [Process.GetCurrentProcess().PeakWorkingSet64 / 1e6];
        mpi.AllReduceMax(memory);
        if (mpi.Rank == 0)
            Console.WriteLine(string.Join(' ', run.Bounds.Concat(memory).Select(number => number.ToString("R", CultureInfo.InvariantCulture))));
        return 0;
    }

    /// <summary>The steps.</summary>
    public static TestRun Of(Steps steps, ICommunicator? communicator)
    {
        using var data = TestRuns.Data(steps.Data);
        var group = communicator is null ? null : new ProcessGroup(communicator, steps.Division);
        var options = new TrainingOptions { BatchSize = steps.Batch, Seed = 5, Samples = steps.Samples, Heads = steps.Heads };
        return steps.Heads is null ? TestRuns.Of<Models.Iwae>(data, options, group, steps.Count) : TestRuns.Of<Models.HiwaeBalance>(data, options, group, steps.Count);
    }
}

/// <summary>Steps on the built-in data: of <c>hiwae</c>, or of <c>iwae</c> where there are no heads.</summary>
/// <param name="Division">What is divided.</param>
/// <param name="Samples">K.</param>
/// <param name="Heads">S.</param>
/// <param name="Count">The number of steps.</param>
/// <param name="Batch">The number of data of each.</param>
/// <param name="Data">The number of data in all.</param>
internal sealed record Steps(WorkDivision Division, int Samples, int? Heads, int Count, int Batch = 100, int Data = 3000);
