using System.Buffers.Binary;
using System.Text.Json;
using Hiwae.Files;

namespace Hiwae.Checkpoints;

/// <summary>
/// The head of a safetensors file: eight bytes with the length of a JSON text, little-endian, and the text, which
/// names each tensor's type, shape and place in the data that follow.
/// </summary>
/// <param name="Slots">The places of the tensors, in the order of the data and without gaps.</param>
/// <param name="Length">Bytes of the head, so that the data begin there.</param>
public sealed record SafetensorsHeader(ImmutableArray<SafetensorsSlot> Slots, long Length)
{
    /// <summary>The longest JSON text that is read, 100 MB, as in the format's own library.</summary>
    public const long LongestText = 100_000_000;

    private const int Prefix = 8;
    private const int Alignment = 8;
    private const string Texts = "__metadata__";

    /// <summary>Texts about the file, by name.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The head for tensors that are written in this order.</summary>
    public static (SafetensorsHeader Header, byte[] Bytes) For(IEnumerable<(string Name, SafetensorsType Type, ImmutableArray<long> Shape)> tensors) =>
        For(tensors, ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>The head for tensors that are written in this order, with texts about them.</summary>
    internal static (SafetensorsHeader Header, byte[] Bytes) For(
        IEnumerable<(string Name, SafetensorsType Type, ImmutableArray<long> Shape)> tensors, ImmutableSortedDictionary<string, string> metadata)
    {
        long offset = 0;
        var slots = tensors
            .Select(t => new SafetensorsSlot(t.Name, t.Type, t.Shape, offset, offset += SizeOf(t.Type, t.Shape)))
            .ToImmutableArray();
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            foreach (var slot in slots)
                WriteSlot(json, slot);
            json.WriteEndObject();
        }

        // Spaces after the text align the data, as the format recommends.
        var length = (text.Length + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[Prefix + length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        Array.Fill(bytes, (byte)' ', Prefix, (int)length);
        text.ToArray().CopyTo(bytes, Prefix);
        return (new(slots, bytes.Length) { Metadata = metadata }, bytes);
    }

    /// <summary>Reads and checks a head.</summary>
    /// <param name="path">The file's path in messages.</param>
    /// <param name="stream">At the file's beginning; left at the data.</param>
    /// <exception cref="CheckpointException">The head is damaged, or does not fit the file's length.</exception>
    public static SafetensorsHeader Read(string path, Stream stream)
    {
        Span<byte> prefix = stackalloc byte[Prefix];
        if (stream.ReadAtLeast(prefix, Prefix, throwOnEndOfStream: false) < Prefix)
            throw Damaged(path, $"the file has {stream.Length} bytes; a safetensors file has at least {Prefix}");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        var limit = Math.Min(LongestText, stream.Length - Prefix);
        if (length > (ulong)limit)
            throw Damaged(path, $"byte 0 promises a header of {length} bytes; at most {limit} are possible here");
        var text = new byte[length];
        stream.ReadExactly(text);
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 8 });
        try
        {
            var (slots, metadata) = new SafetensorsHeaderReader(path).Read(ref reader);
            var header = new SafetensorsHeader(slots, Prefix + (long)length) { Metadata = metadata };
            CheckPlaces(path, slots, stream.Length - header.Length);
            return header;
        }
        catch (JsonException e)
        {
            throw Damaged(path, $"the header is not JSON at byte {Prefix + reader.BytesConsumed}", e);
        }
        catch (InvalidOperationException e)
        {
            // What the JSON reader says only when a text is asked for: it is not UTF-8, or half of a surrogate pair.
            throw Damaged(path, "the header has a text that is not Unicode", e);
        }
    }

    internal static bool IsMetadata(string name) => name == Texts;

    internal static CheckpointException Damaged(string path, string found, Exception? inner = null) =>
        new($"{path}: {found}. The file is damaged or not a safetensors file; train again, or name another folder.", inner);

    /// <summary>The number of bytes that a type and a shape need.</summary>
    /// <exception cref="OverflowException">More than 2⁶³ − 1.</exception>
    internal static long SizeOf(SafetensorsType type, ImmutableArray<long> shape) =>
        shape.Aggregate((long)type.Size, (product, size) => checked(product * size));

    private static void CheckPlaces(string path, ImmutableArray<SafetensorsSlot> slots, long available)
    {
        long expected = 0;
        foreach (var slot in slots)
        {
            if (slot.Begin != expected)
                throw Damaged(
                    path,
                    $"the tensor {Quotation.Of(slot.Name)} begins at byte {slot.Begin} of the data; the one before it ends at {expected}, so they "
                    + (slot.Begin < expected ? "overlap" : "leave a gap"));
            expected = slot.End;
        }

        if (expected != available)
            throw Damaged(path, $"the tensors take {expected} bytes of data, {available} are there");
    }

    private static void WriteMetadata(Utf8JsonWriter json, ImmutableSortedDictionary<string, string> metadata)
    {
        if (metadata.IsEmpty)
            return;
        json.WriteStartObject(Texts);
        foreach (var (name, text) in metadata)
            json.WriteString(name, text);
        json.WriteEndObject();
    }

    private static void WriteSlot(Utf8JsonWriter json, SafetensorsSlot slot)
    {
        json.WriteStartObject(slot.Name);
        json.WriteString("dtype", slot.Type.Name);
        json.WriteStartArray("shape");
        foreach (var size in slot.Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(slot.Begin);
        json.WriteNumberValue(slot.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
