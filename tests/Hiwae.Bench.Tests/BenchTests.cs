using System.Text.Json;
using Hiwae.Bench.Workers;
using Hiwae.Tests;

namespace Hiwae.Bench.Tests;

public class BenchTests
{
    public static TheoryData<string> Workloads => [.. Workload.All.Select(workload => workload.Name)];

    [Theory]
    [MemberData(nameof(Workloads))]
    public void The_peer_and_the_portable_path_compute_the_same_bound(string name)
    {
        using var run = new WorkloadRun(Workload.Named(name), [Contestant.Ours, Contestant.Peer, Contestant.Portable], threads: 2);
        var bounds = run.Bounds();
        Assert.Equal(["ours", "peer", "portable"], bounds.Keys.Order());
        Assert.All(bounds.Values, bound => Assert.InRange(Math.Abs(bound - bounds["ours"]), 0, 1e-4 * Math.Abs(bounds["ours"])));
    }

    [Fact]
    public void Every_figure_is_there()
    {
        var workload = Measured("--workloads", "e", "--portable", "--bf16");
        double Figure(string name) => workload.GetProperty(name).GetDouble();
        Assert.All(["ours_ms", "peer_ms", "peer_collecting_ms", "portable_ms"], name => Assert.True(Figure(name) > 0, name));
        Assert.Equal(Figure("peer_ms") / Figure("ours_ms"), Figure("ratio"), 12);
        Assert.Equal(Figure("peer_collecting_ms") / Figure("ours_ms"), Figure("ratio_collecting"), 12);
        Assert.All(["python_ms", "python_compiled_ms"], name => Assert.Equal(JsonValueKind.Null, workload.GetProperty(name).ValueKind));
        Assert.Equal(Contestant.Bf16Obstacle is null, workload.GetProperty("bf16_ms").ValueKind == JsonValueKind.Number);
        foreach (var side in new[] { "ours", "peer", "peer_collecting", "portable" })
            Assert.InRange(workload.GetProperty("peak_memory_mb").GetProperty(side).GetDouble(), 10, 100_000);
        if (OperatingSystem.IsLinux())
            Assert.Equal(Figure("floor_ms") / Figure("ours_ms"), Figure("floor_share"), 12);
        else
            Assert.Equal(JsonValueKind.Null, workload.GetProperty("floor_ms").ValueKind);
    }

    [PythonFact]
    public void PyTorch_computes_the_same_bounds_where_it_is_asked_for()
    {
        foreach (var workload in Workload.All)
        {
            using var run = new WorkloadRun(workload, [Contestant.Ours, .. Contestant.On(Python.At(PythonFactAttribute.Interpreter!))], threads: 2);
            Assert.Contains("python", run.Bounds().Keys);
        }
    }

    [UnixFact]
    public void A_peer_that_computes_something_else_is_no_peer()
    {
        using var folder = new TemporaryFolder();
        var pretender = folder.Script("python", "[ \"$1\" = -c ] && echo 0.0 && exit 0\nwhile read -r line; do echo '{\"bound\": 1234.5}'; done");

        var (status, output, error) = BenchProcess.Run("--quick", "--workloads", "e", "--json", "--python", pretender);

        Assert.Equal(1, status);
        Assert.Empty(output);
        Assert.Matches("our bound is -?[0-9.]+ nats, and the peer on PyTorch comes to 1234.500000", error);
    }

    [UnixFact]
    public void A_peer_that_fails_is_quoted()
    {
        using var folder = new TemporaryFolder();
        var broken = folder.Script("python", "[ \"$1\" = -c ] && echo 0.0 && exit 0\nread -r line\necho 'something is amiss' >&2\nexit 3");

        var (status, _, error) = BenchProcess.Run("--quick", "--workloads", "e", "--python", broken);

        Assert.Equal(1, status);
        Assert.Contains("exit status 3", error, StringComparison.Ordinal);
        Assert.Contains("something is amiss", error, StringComparison.Ordinal);
    }

    [UnixFact]
    public void Where_nothing_can_be_compiled_the_reason_is_said()
    {
        using var folder = new TemporaryFolder();
        var old = folder.Script("python", "case \"$2\" in *compile*) echo 'no compiler here' >&2; exit 1;; esac\necho 0.0");

        var python = Python.At(old);

        Assert.Equal(("0.0", "no compiler here", false), (python.Version, python.Obstacle, python.Compiles));
        Assert.Equal(["python"], Contestant.On(python).Select(contestant => contestant.Side.Key));
    }

    [Fact]
    public void An_interpreter_without_PyTorch_is_named_with_the_remedy()
    {
        var (status, _, error) = BenchProcess.Run("--workloads", "e", "--python", "/no/such/python");

        Assert.Equal(1, status);
        Assert.Contains("/no/such/python, which --python names, cannot import torch", error, StringComparison.Ordinal);
        Assert.Contains("leave --python out", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workload_that_does_not_exist_is_named_with_those_that_do()
    {
        var (status, _, error) = BenchProcess.Run("--workloads", "a,z");

        Assert.NotEqual(0, status);
        Assert.Contains("no workload 'z'; there are a, b, c, d, e, f, g, h", error, StringComparison.Ordinal);
    }

    private static JsonElement Measured(params string[] arguments)
    {
        var (status, output, error) = BenchProcess.Run(["--quick", "--rounds", "1", "--json", .. arguments]);
        Assert.True(status == 0, error);
        return Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("workloads").EnumerateArray());
    }
}
