using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hiwae.Native;

namespace Hiwae.Distributed.Tests;

/// <summary>What a launcher starts of the tests: a rank of some steps.</summary>
internal static class Rank
{
    /// <summary>The argument that asks for sums of allocated memory instead of steps.</summary>
    public const string Sums = "sums";

    /// <summary>The line has the steps as JSON. The first rank prints the bounds, and the most memory of a rank in megabytes.</summary>
    public static int Main(string[] args)
    {
        Environment.SetEnvironmentVariable("TERM", "dumb"); // Open MPI gives its ranks what looks like a terminal.
        Engine.Load();
        torch.set_num_threads(1);
        using var mpi = Mpi.Start(Launch.Current ?? throw new InvalidOperationException("No launcher has started this process."));
        if (args[0] == Sums)
            return Add(mpi);
        var run = Of(JsonSerializer.Deserialize<Steps>(args[0])!, mpi);
        double[] memory = [Process.GetCurrentProcess().PeakWorkingSet64 / 1e6];
        mpi.AllReduceMax(memory);
        if (mpi.Rank == 0)
            Console.WriteLine(string.Join(' ', run.Bounds.Concat(memory).Select(number => number.ToString("R", CultureInfo.InvariantCulture))));
        return 0;
    }

    /// <summary>Sums in memory of the communicator's, of all of it and of parts. The first rank prints whether it is shared.</summary>
    private static int Add(Mpi mpi)
    {
        foreach (var (count, first) in ((int, int)[])[(0, 0), (1, 0), (100_003, 0), (100_003, 77)])
        {
            var (memory, expected) = (mpi.Allocate<float>(count), new float[count]);
            if (memory.Span.ContainsAnyExcept(0f))
                throw new InvalidOperationException("Allocated memory is not of zeros.");
            for (var round = 1; round <= 20; round++)
            {
                for (var i = 0; i < count; i++)
                {
                    memory.Span[i] = (i * round % 1000) + mpi.Rank;
                    expected[i] = i < first ? memory.Span[i] : (mpi.Size * (i * round % 1000)) + (mpi.Size * (mpi.Size - 1) / 2);
                }

                mpi.AllReduceSum(memory.Span[first..]);
                if (!memory.Span.SequenceEqual(expected))
                    throw new InvalidOperationException($"Rank {mpi.Rank} has another sum in round {round} of {count} numbers from {first} on.");
            }
        }

        if (mpi.Rank == 0)
            Console.WriteLine(mpi.IsShared ? "shared" : "sent");
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
