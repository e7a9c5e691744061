using System.Buffers.Binary;
using System.Text;

namespace Hiwae.Native;

/// <summary>A shared library as Linux keeps it, read section by section. Whatever is no such file, or ends too early, is an <see cref="ElfException"/>.</summary>
/// <param name="name">Its name in messages.</param>
/// <param name="bytes">All of it.</param>
internal sealed class ElfFile(string name, ReadOnlyMemory<byte> bytes)
{
    private const int HeaderLength = 64;
    private const int SectionLength = 64;

    private readonly IReadOnlyList<Section> sections = Sections(name, bytes.Span);

    /// <summary>A table of the file.</summary>
    /// <param name="Kind">The kind of its content.</param>
    /// <param name="Offset">The offset of its first byte.</param>
    /// <param name="Length">The number of bytes.</param>
    /// <param name="Link">The index of the section that it refers to.</param>
    internal readonly record struct Section(SectionKind Kind, int Offset, int Length, int Link);

    /// <summary>The kinds of sections that tell of symbols and their versions.</summary>
    internal enum SectionKind : uint
    {
        /// <summary>Symbols for the dynamic linker.</summary>
        DynamicSymbols = 11,

        /// <summary>The versions that the library has.</summary>
        VersionDefinitions = 0x6ffffffd,

        /// <summary>The versions that it needs of others.</summary>
        VersionNeeds = 0x6ffffffe,

        /// <summary>The version of each symbol.</summary>
        SymbolVersions = 0x6fffffff,
    }

    /// <summary>The section of a kind, or null where there is none.</summary>
    public Section? Find(SectionKind kind) => sections.FirstOrDefault(s => s.Kind == kind) is { Length: > 0 } found ? found : null;

    /// <summary>The section of a kind.</summary>
    public Section Require(SectionKind kind) => Find(kind) ?? throw new ElfException(name, $"it has no section {kind}");

    /// <summary>The section with the names that another one refers to.</summary>
    public Section Names(Section of) =>
        of.Link < sections.Count ? sections[of.Link] : throw new ElfException(name, $"a section refers to section {of.Link} of {sections.Count}");

    /// <summary>Two bytes as a number.</summary>
    public int Half(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, 2));

    /// <summary>Four bytes as a number.</summary>
    public int Word(int offset) => Position(name, BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, 4)));

    /// <summary>A name from a section of names.</summary>
    public string Text(Section names, int offset)
    {
        var rest = Slice(names.Offset, names.Length);
        var end = offset < rest.Length ? rest[offset..].IndexOf((byte)0) : -1;
        return end >= 0 ? Encoding.ASCII.GetString(rest.Slice(offset, end)) : throw new ElfException(name, $"the name at {offset} does not end");
    }

    private ReadOnlySpan<byte> Slice(int offset, int length) => Slice(name, bytes.Span, offset, length);

    private static ReadOnlySpan<byte> Slice(string name, ReadOnlySpan<byte> bytes, int offset, int length) =>
        offset >= 0 && length >= 0 && offset <= bytes.Length - length
            ? bytes.Slice(offset, length)
            : throw new ElfException(name, $"it ends after {bytes.Length} bytes, and {length} are wanted at {offset}");

    private static IReadOnlyList<Section> Sections(string name, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> magic = [0x7f, (byte)'E', (byte)'L', (byte)'F'];
        if (!bytes.StartsWith(magic))
            throw new ElfException(name, "it is no ELF file");
        var header = Slice(name, bytes, 0, HeaderLength);
        const byte wide = 2, littleEndian = 1;
        if (header[4] != wide || header[5] != littleEndian)
            throw new ElfException(name, "it is not of a 64-bit, little-endian processor");
        var table = Position(name, BinaryPrimitives.ReadUInt64LittleEndian(header[40..]));
        var length = BinaryPrimitives.ReadUInt16LittleEndian(header[58..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(header[60..]);
        if (table == 0 || count == 0 || length != SectionLength)
            throw new ElfException(name, "it has no table of sections");
        var found = new Section[count];
        for (var i = 0; i < count; i++)
        {
            var entry = Slice(name, bytes, Position(name, (ulong)table + (ulong)(i * SectionLength)), SectionLength);
            found[i] = new(
                (SectionKind)BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]),
                Position(name, BinaryPrimitives.ReadUInt64LittleEndian(entry[24..])),
                Position(name, BinaryPrimitives.ReadUInt64LittleEndian(entry[32..])),
                Position(name, BinaryPrimitives.ReadUInt32LittleEndian(entry[40..])));
        }

        return found;
    }

    private static int Position(string name, ulong value) =>
        value <= int.MaxValue ? (int)value : throw new ElfException(name, $"it speaks of position {value}, and files of 2 GiB and more are not read");
}

/// <summary>A file that is not the library that it should be.</summary>
/// <param name="file">The file's name.</param>
/// <param name="reason">The fault, as a clause.</param>
internal sealed class ElfException(string file, string reason) : Exception($"{file} cannot be read as a shared library: {reason}.");
