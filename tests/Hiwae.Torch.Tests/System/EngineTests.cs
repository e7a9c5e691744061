using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>What is loaded, and whether every operator of the table exists in it.</summary>
public class EngineTests
{
    public static TheoryData<string> Operators =>
        [.. typeof(Ops).GetFields(BindingFlags.Static | BindingFlags.Public).Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Libtorch_has_the_operator(string name) =>
        Assert.NotEqual(0, ((Operator)typeof(Ops).GetField(name)!.GetValue(null)!).Handle);

    [Fact]
    public void It_says_what_is_loaded()
    {
        Assert.Matches(@"^\d+\.\d+", EngineInfo.Version);
        Assert.True(File.Exists(EngineInfo.LibraryPath), EngineInfo.LibraryPath);
        Assert.True(File.Exists(EngineInfo.BlasPath), EngineInfo.BlasPath);
        Assert.NotEqual("unknown", EngineInfo.CpuCapability);
        Assert.True(EngineInfo.Threads >= 1);
    }

    [Fact]
    public void Denormals_are_flushed_on_every_thread()
    {
        Assert.True(EngineInfo.FlushesDenormals);
        var elsewhere = false;
        var thread = new Thread(() =>
        {
            using var tiny = full(1000, 1e-38f);
            using var smaller = tiny.mul(0.1f);
            elsewhere = smaller.abs().sum().item<float>() == 0;
        });
        thread.Start();
        thread.Join();
        Assert.True(elsewhere);
        using var many = full(4_000_000, 1e-38f);
        using var products = many.mul(0.1f);
        Assert.Equal(0, products.count_nonzero().item<long>());
    }

    [Fact]
    public void It_measures_what_its_settings_are_worth()
    {
        var found = EngineMeasurements.Take(64);
        foreach (var seconds in new[] { found.DenormalsFlushed ?? 1, found.DenormalsKept ?? 1, found.Product, found.BlockKept, found.BlockMapped })
            Assert.InRange(seconds, 1e-9, 10);
        Assert.True(EngineInfo.FlushesDenormals);
    }

    [Fact]
    public void Libraries_that_libtorch_does_not_use_have_stand_ins()
    {
        using var a = ones(1);
        var standIns = Path.Combine(AppContext.BaseDirectory, "stand-ins");
        var loaded = File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')[^1]).Where(path => path.Contains(".so", StringComparison.Ordinal)).ToHashSet();
        // Where this libtorch is linked with none of them there are none.
        foreach (var file in Directory.Exists(standIns) ? Directory.GetFiles(standIns) : [])
        {
            Assert.Contains(file, loaded);
            Assert.Single(loaded, path => Path.GetFileName(path).StartsWith(Path.GetFileName(file), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void One_blas_is_loaded()
    {
        using var a = ones(64, 64);
        using var b = a.mm(a);
        var loaded = File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')[^1])
            .Where(path => Path.GetFileName(path).StartsWith("libblas", StringComparison.Ordinal)).Distinct();
        Assert.Equal(Path.GetFullPath(EngineInfo.BlasPath), Path.GetFullPath(Assert.Single(loaded)));
    }
}
