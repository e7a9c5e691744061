using Hiwae.Native;
using Hiwae.Runtime.Tests.Data;

namespace Hiwae.Runtime.Tests.Native;

public sealed class CopyStoreTests
{
    private const string Name = "lib.so";

    private static readonly byte[] Original = [1, 2, 3];
    private static readonly byte[] Copy = [1, 2, 4];

    [Fact]
    public void A_copy_is_made_once_in_a_folder_of_the_original_digest()
    {
        using var folder = new TemporaryFolder();
        var store = new CopyStore(Path.Combine(folder.Path, "not", "yet"));
        var path = store.Place(Name, Original, Copy);
        Assert.Equal(Copy, File.ReadAllBytes(path));
        var written = File.GetLastWriteTimeUtc(path);
        Assert.Equal(path, store.Place(Name, Original, Copy));
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));
        Assert.NotEqual(path, store.Place(Name, [9], Copy));
    }

    [Theory]
    [InlineData(new byte[] { 1, 2 })]
    [InlineData(new byte[] { 1, 2, 5 })]
    [InlineData(new byte[] { })]
    public void A_copy_that_holds_something_else_is_replaced(byte[] stale)
    {
        using var folder = new TemporaryFolder();
        var store = new CopyStore(folder.Path);
        var path = store.Place(Name, Original, Copy);
        File.WriteAllBytes(path, stale);
        Assert.Equal(path, store.Place(Name, Original, Copy));
        Assert.Equal(Copy, File.ReadAllBytes(path));
    }

    [Fact]
    public void Many_that_start_at_once_make_one_file_that_is_whole_whenever_it_is_there()
    {
        using var folder = new TemporaryFolder();
        var copy = new byte[1 << 20];
        new Random(1).NextBytes(copy);
        Parallel.For(0, 32, new() { MaxDegreeOfParallelism = 16 }, _ =>
        {
            var path = new CopyStore(folder.Path).Place(Name, Original, copy);
            Assert.Equal(copy, File.ReadAllBytes(path));
        });
        Assert.Single(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Where_none_can_be_kept_one_serves_for_this_run_alone()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a file, so that nothing can be under it");
        File.WriteAllText(file, "");
        var (path, read) = new CopyStore(file).Use(Name, Original, Copy, path => (path, File.ReadAllBytes(path)));
        Assert.Equal(Copy, read);
        Assert.False(File.Exists(path));
        Assert.False(Directory.Exists(Path.GetDirectoryName(Path.GetDirectoryName(path))));
    }

    [Fact]
    public void Where_a_kept_one_cannot_be_loaded_one_elsewhere_is_tried()
    {
        using var folder = new TemporaryFolder();
        var loaded = new CopyStore(folder.Path).Use(Name, Original, Copy, path =>
            path.StartsWith(folder.Path, StringComparison.Ordinal) ? throw new DllNotFoundException("not from here") : path);
        Assert.False(loaded.StartsWith(folder.Path, StringComparison.Ordinal));
    }
}
