using System.Buffers.Binary;

namespace Hiwae.Cli.Tests;

/// <summary>A folder with 8 × 8 images of a bright row in MNIST's format, the row for a label, and room for runs.</summary>
internal sealed class SmallImages : IDisposable
{
    public const int Train = 240;
    public const int Test = 40;

    public SmallImages()
    {
        WriteImages(250);
        WriteLabels(0);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("hiwae-").FullName;

    public string Run(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Writes both files of images anew.</summary>
    /// <param name="bright">The bytes of the bright row.</param>
    public void WriteImages(byte bright)
    {
        Write("train-images-idx3-ubyte", Train, (image, pixel) => pixel / 8 == image % 8 ? bright : (byte)0);
        Write("t10k-images-idx3-ubyte", Test, (image, pixel) => pixel / 8 == image % 8 ? bright : (byte)0);
    }

    /// <summary>Writes both files of labels anew.</summary>
    /// <param name="first">The label of the first row.</param>
    public void WriteLabels(int first)
    {
        WriteLabels("train-labels-idx1-ubyte", Train, first);
        WriteLabels("t10k-labels-idx1-ubyte", Test, first);
    }

    /// <summary>Writes a file of masks in which every other pixel is missing; its path.</summary>
    public string WriteMask(string name, int count)
    {
        Write(name, count, (image, pixel) => (byte)((image + pixel) % 2));
        return Run(name);
    }

    private void Write(string name, int count, Func<int, int, byte> pixel)
    {
        var bytes = new byte[16 + (count * 64)];
        foreach (var (i, number) in new[] { 0x0803, count, 8, 8 }.Index())
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), number);
        for (var i = 0; i < count * 64; i++)
            bytes[16 + i] = pixel(i / 64, i % 64);
        File.WriteAllBytes(Run(name), bytes);
    }

    private void WriteLabels(string name, int count, int first)
    {
        var bytes = new byte[8 + count];
        BinaryPrimitives.WriteInt32BigEndian(bytes, 0x0801);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), count);
        for (var i = 0; i < count; i++)
            bytes[8 + i] = (byte)(first + (i % 8));
        File.WriteAllBytes(Run(name), bytes);
    }
}
