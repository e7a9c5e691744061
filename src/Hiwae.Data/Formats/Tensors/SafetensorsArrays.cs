using Hiwae.Checkpoints;

namespace Hiwae.Data.Formats.Tensors;

/// <summary>Reads the arrays of safetensors files without the tensor engine.</summary>
internal static class SafetensorsArrays
{
    /// <summary>The arrays, in the order of their data.</summary>
    /// <exception cref="DataFormatException">The file is missing or damaged, or has an array of a type that is not read.</exception>
    public static ImmutableArray<FileArray> Read(string path) => DataFile.Read(path, stream =>
    {
        try
        {
            var header = SafetensorsHeader.Read(path, stream);
            return header.Slots.Select(slot => Read(path, slot, stream)).ToImmutableArray();
        }
        catch (CheckpointException e)
        {
            throw new DataFormatException(path, null, Found(path, e.Message), "save it again, with safetensors.numpy.save_file", e);
        }
    });

    private static FileArray Read(string path, SafetensorsSlot slot, Stream stream)
    {
        var type = slot.Type.Name switch
        {
            "F32" => ElementType.Float32,
            "F64" => ElementType.Float64,
            "I64" => ElementType.Int64,
            "I32" => ElementType.Int32,
            _ => ElementType.UInt8,
        };
        var count = DataFile.CountOf(path, slot.Name, slot.Shape, type.Size(), stream.Length - stream.Position);
        return new(slot.Name, [.. slot.Shape.Select(size => checked((int)size))], ElementReader.Read(stream, type, count, isBigEndian: false, stream.Length)) { Path = path };
    }

    /// <summary>The finding of a message, without the path before and the remedy behind it.</summary>
    private static string Found(string path, string message)
    {
        var found = message.StartsWith(path + ": ", StringComparison.Ordinal) ? message[(path.Length + 2)..] : message;
        return found.IndexOf(". The file is damaged", StringComparison.Ordinal) is var end and >= 0 ? found[..end] : found.TrimEnd('.');
    }
}
