using Hiwae.Files;
using Hiwae.Words;

namespace Hiwae.Checkpoints;

/// <summary>Reads and writes tensors by name in the safetensors format.</summary>
public static class Safetensors
{
    /// <summary>Writes tensors, in the order of their names, and puts the file in place only when it is whole.</summary>
    /// <exception cref="CheckpointException">The file cannot be written, or an element type is not supported.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors) =>
        AtomicFile.Write(Content(path, tensors, ImmutableSortedDictionary<string, string>.Empty));

    /// <summary>Reads all tensors of a file, on the CPU; they belong to the caller's scope.</summary>
    /// <exception cref="CheckpointException">The file is missing or damaged.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path) => Reading(path, OrdinaryFile.Open, stream =>
    {
        using var scope = NewDisposeScope();
        var header = SafetensorsHeader.Read(path, stream);
        var tensors = header.Slots.ToDictionary(slot => slot.Name, slot => ReadTensor(path, slot, stream));
        foreach (var tensor in tensors.Values)
            tensor.MoveToOuterDisposeScope();
        return tensors;
    });

    /// <summary>The file that <see cref="Write"/> writes, with texts about it in its head.</summary>
    internal static FileContent Content(string path, IReadOnlyDictionary<string, Tensor> tensors, ImmutableSortedDictionary<string, string> metadata) =>
        Content(path, tensors.Select(t => new TensorSource(t.Key, t.Value, () => t.Value)), metadata);

    /// <summary>The same of tensors that are asked for one at a time.</summary>
    internal static FileContent Content(string path, IEnumerable<TensorSource> sources, ImmutableSortedDictionary<string, string> metadata)
    {
        var ordered = sources.OrderBy(source => source.Name, StringComparer.Ordinal).ToArray();
        var (_, head) = SafetensorsHeader.For(
            ordered.Select(source => (source.Name, SafetensorsType.Of(source.Name, source.Form.dtype), source.Form.shape.ToImmutableArray())), metadata);
        return new(path, stream =>
        {
            stream.Write(head);
            foreach (var source in ordered.Where(source => source.Form.numel() > 0))
            {
                using var scope = NewDisposeScope();
                stream.Write(source.Read().detach().cpu().contiguous().bytes);
            }
        });
    }

    /// <summary>What a function makes of an open file.</summary>
    /// <exception cref="CheckpointException">The file is missing, or cannot be read.</exception>
    internal static T Reading<T>(string path, Func<string, FileStream?> open, Func<Stream, T> read)
    {
        try
        {
            using var stream = open(path) ?? throw SafetensorsHeader.Damaged(path, OrdinaryFile.Fault);
            return read(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CheckpointException($"{path}: there is no such file. Name the folder of a training run.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be read: {Sentence.Of(e.Message)} Check the file and its permissions.", e);
        }
    }

    /// <summary>The next tensor of the data.</summary>
    internal static Tensor ReadTensor(string path, SafetensorsSlot slot, Stream stream)
    {
        if (slot.Length > int.MaxValue)
            throw new CheckpointException(
                $"{path}: the tensor {Quotation.Of(slot.Name)} has {slot.Length} bytes; at most {int.MaxValue} can be read. Split it.");
        var tensor = empty(slot.Shape.AsSpan(), slot.Type.Type);
        if (slot.Length > 0)
            stream.ReadExactly(tensor.bytes);
        return tensor;
    }
}

/// <summary>A tensor that is to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Form">A tensor of its shape and type.</param>
/// <param name="Read">Gives it.</param>
internal record TensorSource(string Name, Tensor Form, Func<Tensor> Read);

/// <summary>A checkpoint that cannot be read, or that does not fit its model. The message says what to do.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);
