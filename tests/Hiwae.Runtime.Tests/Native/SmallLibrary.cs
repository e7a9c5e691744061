using System.Buffers.Binary;
using System.Text;

namespace Hiwae.Runtime.Tests.Native;

/// <summary>A file with no more in it than what a dynamic linker reads about versions of symbols.</summary>
internal static class SmallLibrary
{
    private const int SectionLength = 64;

    /// <summary>The bytes.</summary>
    /// <param name="needs">What it needs, and of which library, each with the symbols that it takes.</param>
    /// <param name="definitions">The versions that it has.</param>
    public static byte[] Of((string Library, string Version, string[] Symbols)[] needs, string[] definitions)
    {
        var names = new Names();
        List<string> symbols = [""];
        List<ushort> versions = [0];
        var needed = new Bytes();
        var libraries = needs.GroupBy(n => n.Library).ToArray();
        ushort index = 2;
        foreach (var (i, library) in libraries.Index())
        {
            var entries = library.ToArray();
            needed.Half(1).Half((ushort)entries.Length).Word(names.Of(library.Key)).Word(16).Word(i == libraries.Length - 1 ? 0 : 16 + 16 * entries.Length);
            foreach (var (j, need) in entries.Index())
            {
                needed.Word(0).Half(0).Half(index).Word(names.Of(need.Version)).Word(j == entries.Length - 1 ? 0 : 16);
                symbols.AddRange(need.Symbols);
                versions.AddRange(need.Symbols.Select(_ => index));
                index++;
            }
        }

        var defined = new Bytes();
        foreach (var (i, definition) in definitions.Index())
            defined.Half(1).Half(0).Half(index++).Half(1).Word(0).Word(20).Word(i == definitions.Length - 1 ? 0 : 28).Word(names.Of(definition)).Word(0);

        var table = new Bytes();
        foreach (var symbol in symbols)
            table.Word(names.Of(symbol)).Word(0).Word(0).Word(0).Word(0).Word(0);
        var numbers = new Bytes();
        foreach (var version in versions)
            numbers.Half(version);

        // The names are the first section; the others refer to it.
        (uint Kind, byte[] Content)[] sections =
        [
            (3, names.ToArray()), (11, table.ToArray()), (0x6fffffff, numbers.ToArray()), (0x6ffffffe, needed.ToArray()), (0x6ffffffd, defined.ToArray()),
        ];
        return File([.. sections.Where(s => s.Content.Length > 0)]);
    }

    private static byte[] File((uint Kind, byte[] Content)[] sections)
    {
        const int header = 64;
        var file = new byte[header + sections.Sum(s => s.Content.Length) + sections.Length * SectionLength];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(file);
        var (at, table) = (header, file.Length - sections.Length * SectionLength);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(40), table);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(58), SectionLength);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(60), (ushort)sections.Length);
        foreach (var (i, section) in sections.Index())
        {
            section.Content.CopyTo(file, at);
            var entry = file.AsSpan(table + i * SectionLength);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], section.Kind);
            BinaryPrimitives.WriteInt64LittleEndian(entry[24..], at);
            BinaryPrimitives.WriteInt64LittleEndian(entry[32..], section.Content.Length);
            at += section.Content.Length;
        }

        return file;
    }

    private sealed class Bytes
    {
        private readonly List<byte> bytes = [];

        public Bytes Half(ushort value)
        {
            bytes.AddRange([(byte)value, (byte)(value >> 8)]);
            return this;
        }

        public Bytes Word(int value) => Half((ushort)value).Half((ushort)(value >> 16));

        public byte[] ToArray() => [.. bytes];
    }

    private sealed class Names
    {
        private readonly List<byte> bytes = [0];

        public int Of(string name)
        {
            if (name.Length == 0)
                return 0;
            var at = bytes.Count;
            bytes.AddRange(Encoding.ASCII.GetBytes(name));
            bytes.Add(0);
            return at;
        }

        public byte[] ToArray() => [.. bytes];
    }
}
