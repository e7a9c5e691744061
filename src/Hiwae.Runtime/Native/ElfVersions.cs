namespace Hiwae.Native;

/// <summary>A version of symbols that one library has and another one needs, such as <c>GLIBCXX_3.4.32</c> of <c>libstdc++.so.6</c>.</summary>
/// <param name="Library">The library that has it.</param>
/// <param name="Name">The version's name.</param>
internal readonly record struct SymbolVersion(string Library, string Name)
{
    /// <summary>The newest of those whose names are a prefix and a number, such as <c>GLIBCXX_</c> and 3.4.32; null where there is none.</summary>
    public static string? Newest(IEnumerable<string> names, string prefix) => names
        .Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && Version.TryParse(n[prefix.Length..], out _))
        .MaxBy(n => Version.Parse(n[prefix.Length..]));
}

/// <summary>A shared library's versions of symbols.</summary>
internal static class ElfVersions
{
    private const ushort Weak = 2;
    private const int FlagsAt = 4, IndexAt = 6, NameAt = 8, NextAt = 12;

    /// <summary>A need of a library, and where it is written.</summary>
    /// <param name="Version">The version that is needed.</param>
    /// <param name="Index">The number that symbols of this version carry.</param>
    /// <param name="IsWeak">Whether the dynamic linker may go on without it.</param>
    /// <param name="Offset">The offset of its entry.</param>
    internal readonly record struct Need(SymbolVersion Version, int Index, bool IsWeak, int Offset);

    /// <summary>The versions that it needs of other libraries.</summary>
    public static IReadOnlyList<Need> Needs(ElfFile file)
    {
        if (file.Find(ElfFile.SectionKind.VersionNeeds) is not { } section)
            return [];
        var names = file.Names(section);
        var found = new List<Need>();
        foreach (var library in Chain(section, file, nextAt: 12))
        {
            var from = file.Text(names, file.Word(library + 4));
            var entry = library + file.Word(library + 8);
            for (var left = file.Half(library + 2); left > 0; left--)
            {
                found.Add(new(
                    new(from, file.Text(names, file.Word(entry + NameAt))),
                    file.Half(entry + IndexAt),
                    (file.Half(entry + FlagsAt) & Weak) != 0,
                    entry));
                entry += file.Word(entry + NextAt);
            }
        }

        return found;
    }

    /// <summary>The names of the versions that it has.</summary>
    public static IReadOnlyList<string> Definitions(ElfFile file)
    {
        if (file.Find(ElfFile.SectionKind.VersionDefinitions) is not { } section)
            return [];
        var names = file.Names(section);
        return [.. Chain(section, file, nextAt: 16).Select(at => file.Text(names, file.Word(at + file.Word(at + 12))))];
    }

    /// <summary>The symbols that it takes in the version of a need.</summary>
    public static IReadOnlyList<string> Symbols(ElfFile file, Need need)
    {
        const int hidden = 0x8000, symbolLength = 24, versionLength = 2;
        var symbols = file.Require(ElfFile.SectionKind.DynamicSymbols);
        var versions = file.Require(ElfFile.SectionKind.SymbolVersions);
        var names = file.Names(symbols);
        return
        [
            .. Enumerable.Range(0, versions.Length / versionLength)
                .Where(i => (file.Half(versions.Offset + i * versionLength) & ~hidden) == need.Index)
                .Select(i => file.Text(names, file.Word(symbols.Offset + i * symbolLength))),
        ];
    }

    /// <summary>The bytes of a library with one need made weak; the same bytes where it is weak already.</summary>
    /// <param name="bytes">The library's.</param>
    /// <param name="need">One of its needs.</param>
    public static byte[] Weaken(ReadOnlySpan<byte> bytes, Need need)
    {
        var copy = bytes.ToArray();
        copy[need.Offset + FlagsAt] |= (byte)Weak;
        return copy;
    }

    private static IEnumerable<int> Chain(ElfFile.Section section, ElfFile file, int nextAt)
    {
        for (var at = section.Offset; ;)
        {
            yield return at;
            var next = file.Word(at + nextAt);
            if (next == 0)
                yield break;
            at += next;
        }
    }
}
