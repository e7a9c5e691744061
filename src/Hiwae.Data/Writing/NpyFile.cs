using System.Buffers.Binary;
using System.Text;

namespace Hiwae.Data.Writing;

/// <summary>Files in the format of NumPy, version 1.0: one array of 32-bit floats, in the order of C, with the least significant byte first.</summary>
public static class NpyFile
{
    private const int Alignment = 64;
    private const int Prefix = 10;

    /// <summary>Writes an array.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">The array, of any shape.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, Tensor values)
    {
        using var scope = NewDisposeScope();
        using var stream = File.Create(path);
        stream.Write(Head(values.shape));
        var floats = values.detach().cpu().to_type(ScalarType.Float32).contiguous();
        stream.Write(floats.bytes);
    }

    /// <summary>The head: magic, version, length, and a dictionary of Python padded so that the numbers begin at a multiple of 64.</summary>
    private static byte[] Head(long[] shape)
    {
        var dictionary = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Concat(shape.Select(size => $"{size}, ")).TrimEnd()}), }}";
        var length = ((Prefix + dictionary.Length + 1 + Alignment - 1) / Alignment * Alignment) - Prefix;
        var head = new byte[Prefix + length];
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        magic.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(magic.Length), checked((ushort)length));
        Encoding.ASCII.GetBytes(dictionary.PadRight(length - 1) + '\n').CopyTo(head, Prefix);
        return head;
    }
}
