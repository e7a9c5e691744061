using System.Text.Json;
using Hiwae.Cli.Tests.Faults;
using Hiwae.Tests;
using Hiwae.Training;

namespace Hiwae.Cli.Tests;

/// <summary><c>sweep</c>, in a process of its own, which starts others.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Sweep(string models, int epochs, params string[] more) =>
        ["sweep", models, "--data", images.Path, "--epochs", $"{epochs}", "--batch", "40", "--test-samples", "10", "--limit", "10", "--out", images.Run("s"), .. more];

    [Fact]
    public void Every_combination_is_a_run_and_the_table_has_the_best_first()
    {
        var result = OtherProcess.Start(Sweep("small,small-balance", 1, "--set", "learning-rate=1e-2,1e-4", "--set", "amsgrad=true", "--seeds", "2", "--jobs", "2", "--json")).End();
        Assert.True(result.Status == 0, result.Error);
        Assert.Contains($"sweep: 8 runs in {images.Run("s")}, 2 at a time with 1 thread each", result.Error);
        Assert.Contains("sweep: 8 of 8: ", result.Error);
        var groups = result.Json.GetProperty("groups").EnumerateArray().ToArray();
        Assert.Equal(4, groups.Length);
        Assert.All(groups, group => Assert.Equal(2, group.GetProperty("runs").GetInt32()));
        var bounds = groups.Select(group => group.GetProperty("validation_bound").GetDouble()).ToArray();
        Assert.Equal(bounds.OrderDescending(), bounds);
        Assert.Equal("1e-2", groups[0].GetProperty("set").GetProperty("learning-rate").GetString());

        // Each is the run that train would have made.
        var run = images.Run("s/small-balance_learning-rate=1e-4_seed=2");
        Assert.Equal(0, Invocation.Of("train", "--config", Path.Combine(run, "run.json"), "--out", images.Run("again")).Status);
        Assert.Equal(File.ReadAllBytes(Path.Combine(run, Checkpoint.ModelFile)), File.ReadAllBytes(images.Run("again/model.safetensors")));
        Assert.True(Checkpoint.ReadRun(run).Options.AmsGrad);
        var lines = File.ReadAllLines(images.Run("s/sweep.csv"));
        Assert.Equal(9, lines.Length);
        Assert.StartsWith("run,model,learning-rate,amsgrad,seed,status,epochs,", lines[0]);
        Assert.All(lines[1..], line => Assert.Contains(",done,1,1,", line));

        // The same command has nothing to do, more seeds are more runs, and other options are another sweep.
        var again = OtherProcess.Start(Sweep("small", 1, "--set", "learning-rate=1e-2,1e-4", "--set", "amsgrad=true", "--seeds", "3")).End();
        Assert.True(again.Status == 0, again.Error);
        Assert.Contains("4 done already, 0 to go on, 2 to begin", again.Error);
        Assert.Contains("validation bound   ± s.d.", again.Output);
        var other = OtherProcess.Start(Sweep("small", 2, "--set", "learning-rate=1e-2,1e-4", "--set", "amsgrad=true")).End();
        Assert.Equal(2, other.Status);
        Assert.Contains("holds a sweep with other options or values", other.Error);
    }

    [Fact]
    public void Parts_make_their_runs_at_the_same_time_and_the_whole_has_nothing_left_to_do()
    {
        string[] Line(params string[] more) => Sweep("small", 1, ["--set", "learning-rate=1e-2,1e-3,1e-4", "--seeds", "2", "--jobs", "1", "--threads", "1", .. more]);
        using var one = OtherProcess.Start(Line("--shard", "1/4"));
        using var two = OtherProcess.Start(Line("--shard", "2/4", "--json"));
        Assert.Equal((0, 0), (one.End().Status, two.End().Status));
        Assert.Contains($"sweep: 2 runs of 6 in {images.Run("s")}, 1 at a time", two.End().Error);
        Assert.Contains("sweep: 2 of 2: ", two.End().Error);
        Assert.Equal(6, two.End().Json.GetProperty("runs").GetArrayLength());
        foreach (var part in (string[])["3/4", "4/4"])
            Assert.Equal(0, OtherProcess.Start(Line("--shard", part)).End().Status);
        var whole = OtherProcess.Start(Line("--json")).End();
        Assert.True(whole.Status == 0, whole.Error);
        Assert.Contains("6 done already, 0 to go on, 0 to begin", whole.Error);
        Assert.All(whole.Json.GetProperty("groups").EnumerateArray(), group => Assert.Equal(2, group.GetProperty("runs").GetInt32()));
        Assert.Equal(7, File.ReadAllLines(images.Run("s/sweep.csv")).Length);
        var alone = Invocation.Of("sweep", "small", "--data", images.Path, "--set", "samples=1,2", "--shard", "1/2");
        Assert.Equal(2, alone.Status);
        Assert.Contains("write --out DIR, the same for all parts", alone.Error);
    }

    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_stopped_goes_on_with_the_same_command_and_ends_as_what_was_not(bool isKilled)
    {
        string[] line = Sweep("small", 60, "--set", "learning-rate=1e-2,1e-3", "--jobs", "2", "--threads", "1", "--set", "samples=40");
        using (var process = OtherProcess.Start(line))
        {
            Assert.True(SpinWait.SpinUntil(() => Runs().Length == 2 && Runs().All(run => File.Exists(Path.Combine(run, "run.json"))), TimeSpan.FromMinutes(1)));
            if (isKilled)
                process.Kill();
            else
                process.Terminate();
            if (!isKilled)
                Assert.Contains("Interrupted; 0 of 2 runs are done, and the same command goes on.", process.End().Error);
        }

        // Those that it started stop by themselves, and keep what they have.
        Assert.True(SpinWait.SpinUntil(
            () => Runs().All(run => Checkpoint.ReadRun(run).Status == RunStatus.Interrupted && !File.Exists(Path.Combine(run, ".lock"))), TimeSpan.FromMinutes(1)));
        var end = OtherProcess.Start(line).End();
        Assert.True(end.Status == 0, end.Error);
        Assert.Contains("0 done already, 2 to go on, 0 to begin", end.Error);
        var run = images.Run("s/small_learning-rate=1e-3_seed=1");
        Assert.Equal(0, Invocation.Of("train", "--config", Path.Combine(run, "run.json"), "--out", images.Run("again")).Status);
        Assert.Equal(File.ReadAllBytes(Path.Combine(run, Checkpoint.ModelFile)), File.ReadAllBytes(images.Run("again/model.safetensors")));
    }

    private string[] Runs() => Directory.Exists(images.Run("s")) ? Directory.GetDirectories(images.Run("s")) : [];

    [Fact]
    public void Runs_that_fail_are_named_at_the_end_with_what_they_said_last()
    {
        var result = OtherProcess.Start(Sweep("small", 1, "--set", "mask=/nowhere,/nothing", "--jobs", "1")).End();
        Assert.True(result.Status == 1, result.Error);
        Assert.Contains("failed: small_mask=-nowhere_seed=1: error: ", result.Error);
        Assert.Contains("Done, but 2 of 2 runs failed.", result.Error);
        Assert.Contains("/nowhere", File.ReadAllText(images.Run("s/small_mask=-nowhere_seed=1.log")));
    }

    [Theory]
    [InlineData("sweep small --set learning_rat=1", "--set has no option 'learning-rat'. Did you mean 'learning-rate'?")]
    [InlineData("sweep small --set learning-rate=1e-3,x", "--learning-rate is 'x'; it must be a number greater than 0.")]
    [InlineData("sweep small --set epochs=0", "--epochs is '0'; it must be a whole number from 1 to 10000000.")]
    [InlineData("sweep small-power --set gradient=stl,dreg", "small-power has no DoublyReparameterised gradient: its weights are Power")]
    [InlineData("sweep small,smal", "There is no model 'smal'.")]
    [InlineData("sweep small --set seed=1,2", "--set sets no seed; write --seeds N")]
    [InlineData("sweep small --set samples", "--set is 'samples'; it must be the name of an option and its values")]
    [InlineData("sweep small --epochs 3 --set epochs=4", "--epochs is there, and --set epochs too; write one of them.")]
    [InlineData("sweep small --set batch=1 --set batch=2", "--set batch is written 2 times")]
    [InlineData("sweep small --jobs 0", "--jobs is '0'")]
    [InlineData("sweep", "'sweep' lacks its MODEL,…")]
    public void What_train_would_refuse_is_refused_before_anything_begins(string line, string expected)
    {
        var result = Invocation.Of([.. line.Split(' '), "--data", images.Path, "--out", images.Run("s")]);
        Assert.Equal(2, result.Status);
        Assert.Contains(expected, result.Error);
        Assert.False(Directory.Exists(images.Run("s")));
    }
}
