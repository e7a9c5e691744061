using System.Text.Json;
using Hiwae.Bench.Results;
using Hiwae.Bench.Scale;

namespace Hiwae.Bench.Tests;

/// <summary>The model of what several machines cost, against numbers that are calculated by hand.</summary>
public class ScaleTests
{
    private static readonly Link Plain = new("plain", Latency: 1e-5, Bandwidth: 1e9);

    private static ScaleResult Result => ScaleResult.Of(new Link("this machine, MPI", 1e-6, 4e9), [Step], Step with { Unit = "samples" }, 2);

    private static readonly ScaledStep Step = new("model", "data", new(Fixed: 1e-3, PerUnit: 1e-4), GradientBytes: 4e6, [16]);

    [Fact]
    public void A_sum_over_ranks_takes_its_messages_and_its_bytes()
    {
        Assert.Equal(0, Plain.AllReduce(4e6, 1), 1e-12);
        Assert.Equal(1e-5 + 4e-3, Plain.AllReduce(4e6, 2), 1e-12); // One message of all bytes, each way.
        Assert.Equal(2 * 3 * 1e-5 + (2 * 7.0 / 8 * 4e-3), Plain.AllReduce(4e6, 8), 1e-12);
        Assert.Equal(3 * (1e-5 + 1.6e-8), Plain.AllReduce(16, 8), 1e-12); // A small message is not worth dividing.
    }

    [Fact]
    public void Efficiency_is_the_time_of_computing_in_the_time_of_all()
    {
        Assert.Equal(1, Step.WeakEfficiency(100, Plain, 1), 1e-12);
        var messages = Plain.AllReduce(4e6, 4) + Plain.AllReduce(16, 4);
        Assert.Equal(11e-3 / (11e-3 + messages), Step.WeakEfficiency(100, Plain, 4), 1e-12);
        Assert.Equal(11e-3 / (4 * (3.5e-3 + messages)), Step.StrongEfficiency(100, Plain, 4), 1e-12);
    }

    [Fact]
    public void More_ranks_than_data_are_worth_nothing_more()
    {
        Assert.True(Step.StrongEfficiency(4, Plain, 8) < Step.StrongEfficiency(4, Plain, 4) / 2 * 1.01);
        var worth = Step.WorthUpTo(1000, Plain, 1 << 20);
        Assert.True(Step.StrongEfficiency(1000, Plain, worth) >= 0.5 && Step.StrongEfficiency(1000, Plain, worth * 2) < 0.5);
    }

    [Fact]
    public void A_line_goes_through_two_measurements()
    {
        var time = StepTime.Through((8, 2e-3), (128, 26e-3));
        Assert.Equal(2e-4, time.PerUnit, 1e-12);
        Assert.Equal(4e-4, time.Fixed, 1e-12);
    }

    [Fact]
    public void The_result_is_there_for_programs_too()
    {
        using var document = JsonDocument.Parse(JsonSerializer.Serialize(Result, BenchJson.Indented.ScaleResult));
        var rows = document.RootElement.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(6, rows.Length);
        var last = rows[1].GetProperty("efficiencies").EnumerateArray().Last();
        Assert.Equal(1024, last.GetProperty("ranks").GetInt32());
        Assert.Equal(Step.StrongEfficiency(1024, Result.Links[0], 1024), last.GetProperty("efficiency").GetDouble(), 1e-12);
        Assert.Equal(1e-3, document.RootElement.GetProperty("steps")[0].GetProperty("compute").GetProperty("fixed").GetDouble());
        Assert.Equal(4e9, document.RootElement.GetProperty("links")[2].GetProperty("bandwidth").GetDouble());
    }

    [Theory]
    [InlineData("--workloads", "a")]
    [InlineData("--quick")]
    [InlineData("--portable")]
    public void What_scale_does_not_take_is_refused(params string[] options)
    {
        var (status, output, error) = BenchProcess.Run(["--scale", .. options]);
        Assert.Equal(2, status);
        Assert.Empty(output);
        Assert.Contains($"{options[0]} says nothing beside --scale", error);
    }

    [Fact]
    public void The_table_fits_eighty_columns()
    {
        var writer = new StringWriter();
        ScaleTable.Write(new Cli.Terminal.TerminalWriter(writer, 80), Result);
        Assert.All(writer.ToString().Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }
}
