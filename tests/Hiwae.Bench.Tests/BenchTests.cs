using System.Text.Json;

namespace Hiwae.Bench.Tests;

public class BenchTests
{
    [TorchFact]
    public void Both_sides_agree_on_the_bound_and_every_figure_is_there()
    {
        var (status, output, error) = BenchProcess.Run(null, "--quick", "--rounds", "1", "--workloads", "e", "--json");

        Assert.True(status == 0, error);
        var workload = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("workloads").EnumerateArray());
        Assert.Equal("e", workload.GetProperty("name").GetString());
        double Figure(string name) => workload.GetProperty(name).GetDouble();
        Assert.All(["ours_ms", "peer_ms", "tuned_peer_ms"], name => Assert.True(Figure(name) > 0, name));
        Assert.Equal(Figure("peer_ms") / Figure("ours_ms"), Figure("ratio"), 12);
        Assert.Equal(Figure("tuned_peer_ms") / Figure("ours_ms"), Figure("ratio_tuned"), 12);
        Assert.True(workload.TryGetProperty("floor_ms", out _));
        foreach (var side in new[] { "ours", "peer", "tuned_peer" })
        {
            Assert.InRange(workload.GetProperty("peak_memory_mb").GetProperty(side).GetDouble(), 10, 100_000);
            var bounds = workload.GetProperty("bound");
            var own = bounds.GetProperty("ours").GetDouble();
            Assert.InRange(Math.Abs(bounds.GetProperty(side).GetDouble() - own), 0, 1e-4 * Math.Abs(own));
        }
    }

    [Fact]
    public void A_peer_that_computes_something_else_is_no_peer()
    {
        using var folder = new TemporaryFolder();
        var pretender = folder.Script("python", "[ \"$1\" = -c ] && exit 0\nwhile read -r line; do echo '{\"bound\": 1234.5}'; done");

        var (status, output, error) = BenchProcess.Run(pretender, "--quick", "--workloads", "e", "--json");

        Assert.Equal(1, status);
        Assert.Empty(output);
        Assert.Matches("our bound is -?[0-9.]+ nats and the peer's 1234.500000", error);
    }

    [Fact]
    public void A_peer_that_fails_is_quoted()
    {
        using var folder = new TemporaryFolder();
        var broken = folder.Script("python", "[ \"$1\" = -c ] && exit 0\nread -r line\necho 'something is amiss' >&2\nexit 3");

        var (status, _, error) = BenchProcess.Run(broken, "--quick", "--workloads", "e");

        Assert.Equal(1, status);
        Assert.Contains("exit status 3", error, StringComparison.Ordinal);
        Assert.Contains("something is amiss", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_torch_the_remedy_is_named()
    {
        var (status, _, error) = BenchProcess.Run("/no/such/python", "--workloads", "e");

        Assert.Equal(1, status);
        Assert.Contains("/no/such/python cannot import torch", error, StringComparison.Ordinal);
        Assert.Contains("apt-get install python3-torch", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workload_that_does_not_exist_is_named_with_those_that_do()
    {
        var (status, _, error) = BenchProcess.Run(null, "--workloads", "a,g");

        Assert.NotEqual(0, status);
        Assert.Contains("no workload 'g'; there are a, b, c, d, e, f", error, StringComparison.Ordinal);
    }
}
