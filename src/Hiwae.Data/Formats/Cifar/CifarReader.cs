namespace Hiwae.Data.Formats.Cifar;

/// <summary>Reads the binary version of CIFAR-10 and CIFAR-100: records of one or two labels and 3 × 32 × 32 bytes.</summary>
internal static class CifarReader
{
    /// <summary>The bytes of an image: red, green and blue, each row by row.</summary>
    public const int Pixels = 3 * 32 * 32;

    private const int Classes = 10;
    private const int CoarseClasses = 20;
    private const int FineClasses = 100;

    /// <summary>The number of labels of a record, 1 or 2; null where a file is none of these.</summary>
    /// <param name="stream">The file; its place is lost.</param>
    /// <param name="most">The number of records to look at.</param>
    public static int? Labels(Stream stream, int most = int.MaxValue) =>
        Fits(stream, [Classes], most) ? 1 : Fits(stream, [CoarseClasses, FineClasses], most) ? 2 : null;

    /// <summary>Images, [images, 3, 32, 32], and labels: <c>labels</c> or, in CIFAR-100, <c>fine_labels</c> and <c>coarse_labels</c>.</summary>
    /// <exception cref="DataFormatException">The file is missing, or none of these.</exception>
    public static ImmutableArray<FileArray> Read(string path) => DataFile.Read(path, stream =>
    {
        var labels = Labels(stream) ?? throw new DataFormatException(
            path, null, $"{stream.Length} bytes are no records of CIFAR, of {Pixels + 1} or {Pixels + 2} bytes with labels below {Classes} or {FineClasses}", DataFile.Download);
        var count = checked((int)(stream.Length / (labels + Pixels)));
        if ((long)count * Pixels > Array.MaxLength)
            throw new DataFormatException(path, null, $"{count} images are more than can be read at once", "cut the file in two, at a multiple of a record");
        var (images, first, second) = (new byte[count * Pixels], new byte[count], new byte[labels == 2 ? count : 0]);
        stream.Position = 0;
        for (var i = 0; i < count; i++)
        {
            stream.ReadExactly(first.AsSpan(i, 1));
            if (labels == 2)
                stream.ReadExactly(second.AsSpan(i, 1));
            stream.ReadExactly(images.AsSpan(i * Pixels, Pixels));
        }

        FileArray Of(string name, byte[] values, params ImmutableArray<int> shape) => new(name, [count, .. shape], values) { Path = path };
        var pictures = Of("images", images, 3, 32, 32);
        return labels == 1
            ? ImmutableArray.Create(pictures, Of("labels", first))
            : [pictures, Of("fine_labels", second), Of("coarse_labels", first)];
    });

    private static bool Fits(Stream stream, ReadOnlySpan<int> classes, int most)
    {
        var record = classes.Length + Pixels;
        if (stream.Length == 0 || stream.Length % record != 0)
            return false;
        Span<byte> labels = stackalloc byte[classes.Length];
        for (long i = 0; i < Math.Min(most, stream.Length / record); i++)
        {
            stream.Position = i * record;
            stream.ReadExactly(labels);
            for (var place = 0; place < labels.Length; place++)
            {
                if (labels[place] >= classes[place])
                    return false;
            }
        }

        return true;
    }
}
