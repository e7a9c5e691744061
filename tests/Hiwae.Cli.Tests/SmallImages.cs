using System.Buffers.Binary;

namespace Hiwae.Cli.Tests;

/// <summary>A folder with 8 × 8 images of a bright row in MNIST's format, the row for a label, and room for runs.</summary>
internal sealed class SmallImages : IDisposable
{
    public const int Train = 240;
    public const int Test = 40;

    public SmallImages()
    {
        Write("train-images-idx3-ubyte", Train);
        Write("t10k-images-idx3-ubyte", Test);
        WriteLabels("train-labels-idx1-ubyte", Train);
        WriteLabels("t10k-labels-idx1-ubyte", Test);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("hiwae-").FullName;

    public string Run(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void Write(string name, int count)
    {
        var bytes = new byte[16 + (count * 64)];
        foreach (var (i, number) in new[] { 0x0803, count, 8, 8 }.Index())
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), number);
        for (var i = 0; i < count; i++)
            bytes.AsSpan(16 + (i * 64) + (i % 8 * 8), 8).Fill(250);
        File.WriteAllBytes(Run(name), bytes);
    }

    private void WriteLabels(string name, int count)
    {
        var bytes = new byte[8 + count];
        BinaryPrimitives.WriteInt32BigEndian(bytes, 0x0801);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), count);
        for (var i = 0; i < count; i++)
            bytes[8 + i] = (byte)(i % 8);
        File.WriteAllBytes(Run(name), bytes);
    }
}
