using System.Text.Json;

namespace Hiwae.Checkpoints;

/// <summary>Reads the JSON text of a safetensors file's head and believes nothing in it.</summary>
internal static class SafetensorsHeaderReader
{
    private const int MostDimensions = 16;

    /// <summary>The tensors in the order of their data.</summary>
    public static ImmutableArray<SafetensorsSlot> Slots(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw SafetensorsHeader.Damaged(path, $"the header is {root.ValueKind}; it must be an object");
        var names = new HashSet<string>();
        var slots = new List<SafetensorsSlot>();
        foreach (var property in root.EnumerateObject())
        {
            var name = property.Name;
            if (!names.Add(name))
                throw SafetensorsHeader.Damaged(path, $"the header has two tensors named {name}");
            if (!SafetensorsHeader.IsMetadata(name))
                slots.Add(Slot(path, name, property.Value));
        }

        return [.. slots.OrderBy(s => s.Begin).ThenBy(s => s.End)];
    }

    private static SafetensorsSlot Slot(string path, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Wrong("description", value, "an object");
        var typeName = Member("dtype", JsonValueKind.String);
        var type = SafetensorsType.All.FirstOrDefault(t => typeName.ValueEquals(t.Name));
        if (type.Size == 0)
            throw Wrong("dtype", typeName, $"one of {SafetensorsType.Names}");
        var shape = Numbers("shape");
        if (shape.Length > MostDimensions)
            throw Wrong("shape", Member("shape", JsonValueKind.Array), $"of at most {MostDimensions} dimensions");
        var offsets = Numbers("data_offsets");
        if (offsets.Length != 2 || offsets[0] > offsets[1])
            throw Wrong("data_offsets", Member("data_offsets", JsonValueKind.Array), "a begin and an end that is not before it");
        CheckSize();
        return new(name, type, shape, offsets[0], offsets[1]);

        JsonElement Member(string member, JsonValueKind kind) =>
            value.TryGetProperty(member, out var found) && found.ValueKind == kind
                ? found
                : throw SafetensorsHeader.Damaged(path, $"the tensor {name} has no {member}, or it is not {kind}");

        ImmutableArray<long> Numbers(string member) =>
        [
            .. Member(member, JsonValueKind.Array).EnumerateArray().Select(n =>
                n.ValueKind == JsonValueKind.Number && n.TryGetInt64(out var number) && number >= 0
                    ? number
                    : throw Wrong(member, n, "numbers from 0 to 2⁶³ − 1")),
        ];

        void CheckSize()
        {
            try
            {
                var needed = SafetensorsHeader.SizeOf(type, shape);
                if (needed == offsets[1] - offsets[0])
                    return;
                throw SafetensorsHeader.Damaged(
                    path,
                    $"the tensor {name} of {type.Name}[{string.Join(", ", shape)}] needs {needed} bytes; its data_offsets give it {offsets[1] - offsets[0]}");
            }
            catch (OverflowException e)
            {
                throw SafetensorsHeader.Damaged(path, $"the tensor {name} of shape [{string.Join(", ", shape)}] is larger than 2⁶³ bytes", e);
            }
        }

        CheckpointException Wrong(string member, JsonElement found, string expected) => SafetensorsHeader.Damaged(
            path, $"the tensor {name} has the {member} {found.GetRawText()}; it must be {expected}");
    }
}
