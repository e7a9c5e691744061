using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;

namespace Hiwae.Cli.Tests;

/// <summary><c>--device</c>, as far as a machine without CUDA can tell.</summary>
public sealed class DeviceTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    [Theory]
    [InlineData("train small --data glyphs --device gpu", "--device is 'gpu'; it must be cpu, cuda, or cuda:N")]
    [InlineData("train small --data glyphs --device cuda:", "--device is 'cuda:'")]
    [InlineData("train small --data glyphs --device cuda --step compiled", "A compiled step runs on the CPU alone, and --device is cuda:0; leave --step out")]
    [InlineData("train small --data glyphs --device cuda:1 --precision bf16", "--precision bf16 is of compiled steps")]
    [InlineData("evaluate unused --device cuda --step compiled", "A compiled step runs on the CPU alone")]
    public void What_does_not_go_is_refused(string line, string expected)
    {
        var result = Invocation.Of(line.Split(' '));
        Assert.Equal(2, result.Status);
        Assert.Contains(expected, result.Error);
    }

    [Fact]
    public void A_device_that_is_not_there_is_named_with_the_package_that_brings_it()
    {
        Assert.Equal(0, Devices.CudaCount());
        var result = Invocation.Of("train", "small", "--data", images.Path, "--device", "cuda", "--out", images.Run("a"));
        Assert.Equal(2, result.Status);
        Assert.Contains("--device is cuda:0, and there is only cpu", result.Error);
        Assert.Contains("TorchSharp-cuda-", result.Error);
        Assert.False(Directory.Exists(images.Run("a")));
        Assert.Contains("cpu alone; CUDA takes the package", Invocation.Of("doctor").Output);
        Assert.Equal("--device is cuda:2; there are cpu and cuda:0 and cuda:1.", Devices.Obstacle("cuda:2", 2));
        Assert.Null(Devices.Obstacle("cuda:1", 2));
    }

    [Fact]
    public void The_device_is_in_the_record_and_a_run_that_goes_on_elsewhere_says_so()
    {
        Assert.Equal(0, Invocation.Of("train", "small", "--data", images.Path, "--epochs", "1", "--device", "cpu", "--test-samples", "5", "--out", images.Run("a")).Status);
        var run = Training.Checkpoint.ReadRun(images.Run("a"));
        Assert.Equal(DeviceOption.Cpu, run.Device);
        Assert.Contains(Train.Resumption.Warnings(run with { Device = "cuda:0" }, run), warning => warning.StartsWith("the run began on cuda:0 and goes on on cpu", StringComparison.Ordinal));
        Assert.Empty(Train.Resumption.Warnings(run, run));
    }
}
