using System.Diagnostics;

namespace Hiwae.Tests.Faults;

/// <summary>What became of many damaged files.</summary>
/// <param name="Read">Those that were read, and rightly.</param>
/// <param name="Refused">Those that were refused with an error that names the file.</param>
/// <param name="Slowest">The longest time that one took.</param>
/// <param name="Costliest">The most memory of one that was not small change, in sizes of its file.</param>
internal sealed record MutantCount(int Read, int Refused, TimeSpan Slowest, double Costliest)
{
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Read + Refused} mutants: {Read} read rightly, {Refused} refused; slowest {Slowest.TotalMilliseconds:F0} ms, costliest {Costliest:F2} times the file");
}

/// <summary>Reads damaged files, each of which gives a right reading or a named error, soon and with little memory.</summary>
internal static class Mutants
{
    /// <summary>The number of damaged files of each kind; ten times as many with <c>HIWAE_SLOW=1</c>.</summary>
    public static readonly int Count = Environment.GetEnvironmentVariable("HIWAE_SLOW") == "1" ? 10_000 : 1_000;

    /// <summary>What one reading may allocate for itself, however small the file: buffers, an inflater, a message.</summary>
    public const long SmallChange = 256 << 10;

    /// <summary>What it may allocate beside that, in sizes of the file.</summary>
    public const int MostSizes = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Makes and reads them.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="seed">The seed; mutant i is made from seed + i.</param>
    /// <param name="make">Makes a mutant.</param>
    /// <param name="read">Reads the file, and checks what is read against the bytes.</param>
    /// <param name="isNamed">Whether an exception is one of ours.</param>
    /// <param name="size">The size that memory is compared with; that of the file where null.</param>
    /// <param name="refused">Checks that a file was refused rightly.</param>
    public static MutantCount Survive(
        string path, int seed, Func<Random, byte[]> make, Func<byte[], Action> read, Func<Exception, bool> isNamed, Func<byte[], long>? size = null, Action<byte[]>? refused = null)
    {
        var result = new MutantCount(0, 0, TimeSpan.Zero, 0);
        for (var i = 0; i < Count; i++)
        {
            var bytes = make(new(seed + i));
            try
            {
                var before = result.Refused;
                result = One(path, bytes, read, isNamed, size?.Invoke(bytes) ?? bytes.Length, result);
                if (result.Refused > before)
                    refused?.Invoke(bytes);
            }
            catch (Exception e)
            {
                var shown = Convert.ToBase64String(bytes);
                throw new InvalidOperationException(
                    $"Mutant {i} of seed {seed}, {bytes.Length} bytes, {(shown.Length > 4000 ? shown[..4000] + "…" : shown)}: {e}", e);
            }
        }

        return result;
    }

    private static MutantCount One(
        string path, byte[] bytes, Func<byte[], Action> read, Func<Exception, bool> isNamed, long size, MutantCount result)
    {
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        Action? check = null;
        Exception? fault = null;
        try
        {
            check = read(bytes);
        }
        catch (Exception e)
        {
            fault = e;
        }

        watch.Stop();
        var spent = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(watch.Elapsed < Patience, $"It took {watch.Elapsed}.");
        Assert.True(spent <= SmallChange + (MostSizes * size), $"It allocated {spent} bytes for {size}.");
        if (fault is not null)
        {
            Assert.True(isNamed(fault), $"Not one of ours: {fault}");
            Assert.Contains(Path.GetFileName(path), fault.Message);
            Assert.InRange(fault.Message.Length, 20, 4000);
            Assert.DoesNotContain(fault.Message, char.IsControl);
        }

        check?.Invoke();
        return new(
            result.Read + (fault is null ? 1 : 0),
            result.Refused + (fault is null ? 0 : 1),
            watch.Elapsed > result.Slowest ? watch.Elapsed : result.Slowest,
            size > SmallChange ? Math.Max(result.Costliest, (double)spent / size) : result.Costliest);
    }
}
