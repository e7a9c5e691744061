using System.Text.Json;
using Hiwae.Files;

namespace Hiwae.Checkpoints;

/// <summary>Reads the JSON text of a safetensors file's head, token by token, and believes nothing in it.</summary>
/// <param name="path">The file's path in messages.</param>
internal sealed class SafetensorsHeaderReader(string path)
{
    private const int MostDimensions = 16;
    private const string Interval = "a begin and an end that is not before it";

    // A handful is usual; each takes more memory than its few bytes in the file.
    private const int MostTexts = 1000;

    private readonly List<SafetensorsSlot> slots = [];
    private readonly ImmutableSortedDictionary<string, string>.Builder texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

    /// <summary>The tensors in the order of their data, and texts about them.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A name is not Unicode.</exception>
    /// <exception cref="CheckpointException">Something is missing, or is not what it should be.</exception>
    public (ImmutableArray<SafetensorsSlot> Slots, ImmutableSortedDictionary<string, string> Metadata) Read(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
            throw SafetensorsHeader.Damaged(path, $"the header is {Shown(json)}; it must be an object");
        var hasTexts = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (!SafetensorsHeader.IsMetadata(name))
                slots.Add(Slot(name, ref json));
            else if (hasTexts)
                throw SafetensorsHeader.Damaged(path, $"the header has two parts named {name}");
            else
                hasTexts = ReadTexts(ref json);
        }

        json.Read(); // What follows the object is a fault that the reader knows.
        CheckNames();
        slots.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        return ([.. slots], texts.ToImmutable());
    }

    private void CheckNames()
    {
        slots.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        for (var i = 1; i < slots.Count; i++)
        {
            if (slots[i].Name == slots[i - 1].Name)
                throw SafetensorsHeader.Damaged(path, $"the header has two tensors named {Quotation.Of(slots[i].Name)}");
        }
    }

    private bool ReadTexts(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw SafetensorsHeader.Damaged(path, $"the metadata are {Shown(json)}; they must be an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (json.TokenType != JsonTokenType.String)
                throw SafetensorsHeader.Damaged(path, $"the metadata {Quotation.Of(name)} are {Shown(json)}; they must be a text");
            if (!texts.TryAdd(name, json.GetString()!))
                throw SafetensorsHeader.Damaged(path, $"there are two metadata named {Quotation.Of(name)}");
            if (texts.Count > MostTexts)
                throw SafetensorsHeader.Damaged(path, $"there are more than {MostTexts} metadata");
        }

        return true;
    }

    private SafetensorsSlot Slot(string name, ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw Wrong(name, "description", Shown(json), "an object");
        SafetensorsType? type = null;
        ImmutableArray<long>? shape = null, offsets = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("dtype"u8))
                type = Once(name, "dtype", type, Type(name, ref json));
            else if (json.ValueTextEquals("shape"u8))
                shape = Once(name, "shape", shape, Numbers(name, "shape", MostDimensions, $"of at most {MostDimensions} dimensions", ref json));
            else if (json.ValueTextEquals("data_offsets"u8))
                offsets = Once(name, "data_offsets", offsets, Numbers(name, "data_offsets", 2, Interval, ref json));
            else
                json.Skip();
        }

        var (found, sizes, ends) = (type ?? throw Without(name, "dtype"), shape ?? throw Without(name, "shape"), offsets ?? throw Without(name, "data_offsets"));
        if (ends.Length != 2 || ends[0] > ends[1])
            throw Wrong(name, "data_offsets", $"[{string.Join(", ", ends)}]", Interval);
        CheckSize(name, found, sizes, ends[1] - ends[0]);
        return new(name, found, sizes, ends[0], ends[1]);
    }

    private SafetensorsType Type(string tensor, ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
            throw Without(tensor, "dtype");
        foreach (var type in SafetensorsType.All)
        {
            if (json.ValueTextEquals(type.Name))
                return type;
        }

        throw Wrong(tensor, "dtype", Shown(json), $"one of {SafetensorsType.Names}");
    }

    private ImmutableArray<long> Numbers(string tensor, string member, int most, string expected, ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
            throw Without(tensor, member);
        Span<long> numbers = stackalloc long[MostDimensions];
        var count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out var number) || number < 0)
                throw Wrong(tensor, member, Shown(json), "numbers from 0 to 2⁶³ − 1");
            if (count == most)
                throw Wrong(tensor, member, $"[{string.Join(", ", numbers[..count].ToArray())}, …]", expected);
            numbers[count++] = number;
        }

        return [.. numbers[..count]];
    }

    private T Once<T>(string tensor, string member, T? before, T found) where T : struct => before is null
        ? found
        : throw SafetensorsHeader.Damaged(path, $"the tensor {Quotation.Of(tensor)} has two {member}");

    private void CheckSize(string name, SafetensorsType type, ImmutableArray<long> shape, long given)
    {
        try
        {
            // The engine multiplies the sizes beside a zero, too.
            _ = SafetensorsHeader.SizeOf(type, [.. shape.Select(size => Math.Max(size, 1))]);
            var needed = SafetensorsHeader.SizeOf(type, shape);
            if (needed != given)
                throw SafetensorsHeader.Damaged(
                    path,
                    $"the tensor {Quotation.Of(name)} of {type.Name}[{string.Join(", ", shape)}] needs {needed} bytes; its data_offsets give it {given}");
        }
        catch (OverflowException e)
        {
            throw SafetensorsHeader.Damaged(path, $"the tensor {Quotation.Of(name)} of shape [{string.Join(", ", shape)}] is larger than 2⁶³ bytes", e);
        }
    }

    private CheckpointException Without(string tensor, string member) => SafetensorsHeader.Damaged(
        path, $"the tensor {Quotation.Of(tensor)} has no {member}, or it is not {(member == "dtype" ? "a text" : "a list")}");

    private CheckpointException Wrong(string tensor, string member, string found, string expected) =>
        SafetensorsHeader.Damaged(path, $"the tensor {Quotation.Of(tensor)} has the {member} {found}; it must be {expected}");

    private static string Shown(in Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => $"\"{Quotation.Of(json.ValueSpan)}\"",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        _ => Quotation.Of(json.ValueSpan),
    };
}
