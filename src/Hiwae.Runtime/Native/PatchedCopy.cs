namespace Hiwae.Native;

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
    /// <param name="name">What messages call the library.</param>
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
