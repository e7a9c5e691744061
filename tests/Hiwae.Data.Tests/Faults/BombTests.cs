using System.Diagnostics;
using System.IO.Compression;
using Hiwae.Data.Idx;
using Hiwae.Data.Tests.Idx;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Tests.Faults;

namespace Hiwae.Data.Tests.Faults;

/// <summary>Small files that are made to cost much more than they are.</summary>
public sealed class BombTests
{
    [Theory]
    [InlineData(1000, 100_000_000, "the file goes on")]
    [InlineData(50_010_000, 50_000_000, "the file ends here")]
    [InlineData(100_000_000, 50_000_000, "cannot hold more than")]
    [InlineData(2_000_000_000, 1000, "cannot hold more than")]
    public void A_bomb_costs_what_its_head_promises_and_has(int promised, int found, string expected)
    {
        using var folder = new TemporaryFolder();
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(IdxBytes.File(0x0803, [promised, 1, 1], []));
            var zeros = new byte[1_000_000];
            for (var left = found; left > 0; left -= zeros.Length)
                gzip.Write(zeros.AsSpan(0, Math.Min(left, zeros.Length)));
        }

        var path = folder.Write("bomb", bytes.ToArray());
        var watch = Stopwatch.StartNew();
        var cost = Cost(() => Assert.Contains(expected, Assert.Throws<DataFormatException>(() => IdxFile.ReadImages(path)).Message));
        Assert.InRange(cost, 0, Mutants.SmallChange + (Mutants.MostSizes * Math.Max(bytes.Length, (long)Math.Min(promised, found))));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    private static long Cost(Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
