using System.Security.Cryptography;

namespace Hiwae.Native;

/// <summary>Keeps copies of libraries in a folder of the user's, each made once.</summary>
/// <param name="folder">Where; it need not be there yet.</param>
internal sealed class CopyStore(string folder)
{
    /// <summary>The user's folder for what can be made again.</summary>
    public static CopyStore OfUser { get; } = new(Path.Combine(UserCache(), "hiwae"));

    /// <summary>
    /// The file with some bytes, made unless it is there. What it holds is compared first, so that a damaged file or another one of its name is
    /// replaced; it comes into being under another name, so that programs which start at the same time find all of it or nothing.
    /// </summary>
    /// <param name="name">The library's file name.</param>
    /// <param name="original">The library's own bytes, of which the file's path has a digest.</param>
    /// <param name="bytes">The content of the file.</param>
    public string Place(string name, ReadOnlySpan<byte> original, ReadOnlySpan<byte> bytes)
    {
        var home = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(original))[..16]);
        var path = Path.Combine(home, name);
        if (Holds(path, bytes))
            return path;
        Directory.CreateDirectory(home);
        var draft = Path.Combine(home, $"{name}.{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(draft, bytes);
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }

        return path;
    }

    /// <summary>
    /// Puts a copy to use: one that is kept, or, where none can be kept or nothing can be loaded from there, one for this run alone, which is gone afterwards.
    /// </summary>
    /// <param name="name">The library's file name.</param>
    /// <param name="original">The library's own bytes.</param>
    /// <param name="bytes">The content of the file.</param>
    /// <param name="use">The use of the file; a library that is loaded needs its file no more.</param>
    public T Use<T>(string name, byte[] original, byte[] bytes, Func<string, T> use)
    {
        try
        {
            return use(Place(name, original, bytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            return Once(name, original, bytes, use, e);
        }
    }

    private T Once<T>(string name, byte[] original, byte[] bytes, Func<string, T> use, Exception reason)
    {
        DirectoryInfo? once = null;
        try
        {
            // Nobody else can write into a folder that is made this way.
            once = Directory.CreateTempSubdirectory("hiwae-");
            return use(new CopyStore(once.FullName).Place(name, original, bytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            throw new IOException(
                $"no copy of {name} can be loaded from {folder} ({reason.Message}), nor from {once?.FullName ?? Path.GetTempPath()} ({e.Message})", e);
        }
        finally
        {
            once?.Delete(recursive: true);
        }
    }

    private static bool Holds(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).Length == bytes.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string UserCache() => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } chosen && Path.IsPathRooted(chosen)
        ? chosen
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}

/// <summary>
/// A library of the package in a form that an older C++ library can serve. One version that it asks for, GCC 13's, has nothing in it that is called:
/// a single symbol, to which no instruction refers. Where that version is marked as weak, the dynamic linker goes on without it.
/// </summary>
internal static class PatchedCopy
{
    /// <summary>The version that is asked for and not used.</summary>
    public const string Version = "GLIBCXX_3.4.32";

    /// <summary>All that is taken in this version; it is there to be linked with, and does nothing that libtorch has not done.</summary>
    private const string Symbol = "_ZSt21ios_base_library_initv";

    /// <summary>The copy's bytes. A library that takes anything else in this version is an <see cref="ElfException"/>.</summary>
    /// <param name="name">The library's name in messages.</param>
    /// <param name="bytes">The package's own.</param>
    public static byte[] Of(string name, ReadOnlyMemory<byte> bytes)
    {
        var file = new ElfFile(name, bytes);
        var needs = ElfVersions.Needs(file).Where(n => n.Version.Name == Version).ToArray();
        if (needs is not [var need])
            throw new ElfException(name, $"it asks for {Version} {needs.Length} times, where once is expected");
        var symbols = ElfVersions.Symbols(file, need);
        return symbols is [Symbol]
            ? ElfVersions.Weaken(bytes.Span, need)
            : throw new ElfException(name, $"it takes {string.Join(", ", symbols)} from {Version}, where {Symbol} alone is expected");
    }
}
