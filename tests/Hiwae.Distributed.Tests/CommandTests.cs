using System.Text.Json;

namespace Hiwae.Distributed.Tests;

/// <summary>The command <c>train</c> behind a launcher: what it prints and keeps, how it ends where a rank dies or is stopped, and how it goes on.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Program = "Hiwae.Models.dll";
    private const string Out = "run";

    // A rank that is gone ends the job in so many seconds.
    private const double Patience = 10;

    private static readonly string[] Short = ["--data", "glyphs", "--batch", "1000", "--samples", "2", "--test-samples", "8", "--limit", "20"];

    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-ranks-").FullName;

    /// <summary>How often a rank is killed: ten times where HIWAE_SLOW is 1.</summary>
    private static int Kills => Environment.GetEnvironmentVariable("HIWAE_SLOW") == "1" ? 10 : 2;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [MpiTheory, MemberData(nameof(MpiTests.Installed), MemberType = typeof(MpiTests))]
    public void The_first_rank_alone_prints_and_writes(MpiImplementation implementation)
    {
        var (status, output, error) = End(Start(implementation, 2, ["train", "iwae", .. Short, "--epochs", "3", "--out", In(Out), "--profile", "--json"]));
        Assert.True(status == 0, error);
        var result = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal(3, result.GetProperty("epochs_done").GetInt32());
        Assert.Equal(2, result.GetProperty("ranks").GetInt32());
        var times = result.GetProperty("profile").EnumerateArray().ToDictionary(row => $"{row.GetProperty("part")} {row.GetProperty("kernel")}", row => row.GetProperty("ms").GetDouble());
        Assert.All(["waiting for other ranks ", "gradients of all ranks "], part => Assert.True(times[part] > 0, part));
        Assert.Single(error.Split('\n'), line => line.Contains("2 ranks of ", StringComparison.Ordinal));
        Assert.Single(error.Split('\n'), line => line.Contains("epoch 3 of 3: ", StringComparison.Ordinal));
        Assert.Equal([Out], Directory.EnumerateDirectories(folder).Select(Path.GetFileName));

        // What one process trains is the same but for rounding.
        var alone = JsonSerializer.Deserialize<JsonElement>(End(Alone(["train", "iwae", .. Short, "--epochs", "3", "--out", In("alone"), "--profile", "--json"])).Output);
        Assert.DoesNotContain(alone.GetProperty("profile").EnumerateArray(), row => row.GetProperty("part").GetString()!.Contains("ranks", StringComparison.Ordinal));
        foreach (var name in new[] { "training_bound", "validation_bound", "test_nll" })
            Assert.Equal(alone.GetProperty(name).GetDouble(), result.GetProperty(name).GetDouble(), 0.02);
    }

    [MpiTheory, MemberData(nameof(MpiTests.Installed), MemberType = typeof(MpiTests))]
    public void A_rank_that_is_killed_ends_the_job_and_resuming_makes_the_run_of_one_that_was_not(MpiImplementation implementation)
    {
        End(Start(implementation, 2, ["train", "iwae", .. Short, "--epochs", "3", "--out", In("whole")]));
        var random = new Random(implementation == MpiImplementation.OpenMpi ? 11 : 12);
        var (kills, latest) = (0, 1500);
        for (var attempt = 0; kills < Kills; attempt++)
        {
            Assert.True(attempt < 5 * Kills, "Every run is over before a rank can be killed.");
            var own = In($"killed-{kills}");
            using (var process = Start(implementation, 2, ["train", "iwae", .. Short, "--epochs", "3", "--out", own]))
            {
                Wait(() => File.Exists(Path.Combine(own, "training.safetensors")), "the first epoch");
                Thread.Sleep(random.Next(0, latest));
                var ranks = process.Ranks(Program);
                if (ranks.Count > 0)
                    Kill(ranks[random.Next(ranks.Count)]);
                var ended = process.End(Patience);
                Assert.True(ended is not null, $"The job goes on {Patience} seconds after a rank was killed.");
                if (IsTested(own))
                {
                    // It was over before: the machine is fast, and the next rank is killed sooner.
                    latest = Math.Max(1, latest / 2);
                    Directory.Delete(own, recursive: true);
                    continue;
                }

                Assert.NotEqual(0, ended.Value.Status);
            }

            kills++;

            // One that was killed at its very end has nothing left to do but its test.
            var (status, _, error) = End(Start(implementation, 2, ["train", "--resume", own]));
            Assert.True(status == 0, error);
            foreach (var file in new[] { "model.safetensors", "training.safetensors" })
                Assert.Equal(File.ReadAllBytes(Path.Combine(In("whole"), file)), File.ReadAllBytes(Path.Combine(own, file)));
        }
    }

    private static bool IsTested(string run) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(run, "run.json"))).GetProperty("metrics").TryGetProperty("test_bound", out var bound) && bound.ValueKind == JsonValueKind.Number;

    [MpiTheory, MemberData(nameof(MpiTests.Installed), MemberType = typeof(MpiTests))]
    public void Any_number_of_ranks_goes_on(MpiImplementation implementation)
    {
        End(Start(implementation, 2, ["train", "iwae", .. Short, "--epochs", "3", "--out", In(Out)]));
        var (status, _, error) = End(Start(implementation, 3, ["train", "--resume", In(Out), "--epochs", "4"]));
        Assert.True(status == 0, error);
        Assert.Contains("the run began with 2 processes and goes on with 3: the last bits may be others", error, StringComparison.Ordinal);
        (status, _, error) = End(Alone(["train", "--resume", In(Out), "--epochs", "5"]));
        Assert.True(status == 0, error);
        Assert.Contains("epoch 5 of 5", error, StringComparison.Ordinal);
        End(Alone(["train", "iwae", .. Short, "--epochs", "5", "--out", In("alone")]));
        Assert.Equal(Bound("alone"), Bound(Out), 0.02);

        double Bound(string run) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(In(run), "run.json"))).GetProperty("metrics").GetProperty("validation_bound").GetDouble();
    }

    [MpiTheory, MemberData(nameof(MpiTests.Installed), MemberType = typeof(MpiTests))]
    public void A_signal_to_a_rank_stops_all_within_the_step_and_keeps_what_was_learned(MpiImplementation implementation)
    {
        using var process = Start(implementation, 2, ["train", "iwae", .. Short, "--epochs", "200", "--out", In(Out)]);
        Wait(() => File.Exists(Path.Combine(In(Out), "training.safetensors")), "the first epoch");
        Signal("-TERM", process.Ranks(Program)[^1]);
        var ended = process.End(Patience);
        Assert.NotNull(ended);
        Assert.NotEqual(0, ended.Value.Status);
        Assert.Contains("\"status\": \"Interrupted\"", File.ReadAllText(Path.Combine(In(Out), "run.json")), StringComparison.Ordinal);
    }

    [MpiTheory, MemberData(nameof(MpiTests.Installed), MemberType = typeof(MpiTests))]
    public void A_mistake_is_told_once(MpiImplementation implementation)
    {
        var (status, _, error) = End(Start(implementation, 3, ["train", "iwae", "--data", In("nothing"), "--out", In(Out)]));
        Assert.NotEqual(0, status);
        Assert.Single(error.Split('\n'), line => line.Contains("error: ", StringComparison.Ordinal));
        Assert.DoesNotContain("rank ", error.Split('\n').First(line => line.Contains("error: ", StringComparison.Ordinal)), StringComparison.Ordinal);

        (status, _, error) = End(Start(implementation, 3, ["train", "iwae", "--epoch", "3"]));
        Assert.NotEqual(0, status);
        Assert.Single(error.Split('\n'), line => line.Contains("error: ", StringComparison.Ordinal));

        // Five samples are not divided among three.
        (status, _, error) = End(Start(implementation, 3, ["train", "iwae", "--samples", "5", "--divide", "samples", "--data", "glyphs", "--out", In(Out)]));
        Assert.NotEqual(0, status);
        Assert.Single(error.Split('\n'), line => line.Contains("error: iwae: K = 5 cannot be divided among 3 processes", StringComparison.Ordinal));
        Assert.False(Directory.Exists(In(Out)), "A folder is left behind.");
    }

    [MpiTheory, MemberData(nameof(MpiTests.Installed), MemberType = typeof(MpiTests))]
    public void Another_command_is_not_repeated(MpiImplementation implementation)
    {
        var (status, _, error) = End(Start(implementation, 2, ["explain", "iwae"]));
        Assert.NotEqual(0, status);
        Assert.Single(error.Split('\n'), line => line.Contains("error: a launcher has started './hiwae explain' 2 times, and each would do all of it", StringComparison.Ordinal));
    }

    [MpiTheory, MemberData(nameof(MpiTests.Installed), MemberType = typeof(MpiTests))]
    public void A_library_that_is_not_there_is_named(MpiImplementation implementation)
    {
        var (status, _, error) = End(Start(implementation, 2, ["train", "iwae", .. Short, "--epochs", "3", "--out", In(Out)], ("HIWAE_MPI", "libnothing.so")));
        Assert.NotEqual(0, status);
        Assert.Contains("error: HIWAE_MPI names libnothing.so, which is no library that can be loaded", error, StringComparison.Ordinal);
    }

    private static (int Status, string Output, string Error) End(LaunchedProcess process)
    {
        using (process)
        {
            var ended = process.End(seconds: 240);
            Assert.NotNull(ended);
            return ended.Value;
        }
    }

    private static LaunchedProcess Start(MpiImplementation implementation, int ranks, string[] args, params (string, string)[] variables)
    {
        Assert.Null(Launcher.Lack);
        return Launcher.Start(implementation, ranks, Program, args, variables);
    }

    private static LaunchedProcess Alone(string[] args) => new(new("dotnet", [Path.Combine(AppContext.BaseDirectory, Program), .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    });

    private static void Kill(int id) => Signal("-KILL", id);

    private static void Signal(string signal, int id)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [signal, $"{id}"]);
        kill.WaitForExit();
    }

    private static void Wait(Func<bool> condition, string what)
    {
        for (var i = 0; i < 1200 && !condition(); i++)
            Thread.Sleep(50);
        Assert.True(condition(), $"A minute has passed without {what}.");
    }

    private string In(string name) => Path.Combine(folder, name);
}
