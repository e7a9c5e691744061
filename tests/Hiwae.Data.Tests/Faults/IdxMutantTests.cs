using Hiwae.Data.Idx;
using Hiwae.Data.Tests.Idx;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Tests.Faults;
using Xunit.Abstractions;

namespace Hiwae.Data.Tests.Faults;

public sealed class IdxMutantTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_001;

    private static readonly byte[][] Images = [IdxBytes.Images(3), IdxBytes.Images(1, 1, 1), IdxBytes.Images(7, 3, 2), IdxBytes.Images(2, 300, 290), IdxBytes.Images(40, 28, 28)];
    private static readonly byte[][] Labels = [IdxBytes.Labels(1), IdxBytes.Labels(9), IdxBytes.Labels(300), IdxBytes.Labels(400_000)];

    [Theory]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public void A_damaged_file_is_read_rightly_or_refused_by_name(int dimensions, bool compressed)
    {
        using var folder = new TemporaryFolder();
        byte[][] whole = dimensions == 3 ? Images : Labels;
        byte[][] zipped = [.. whole.Select(IdxBytes.Gzip)];
        var path = folder.File("damaged-idx");
        var count = Mutants.Survive(path, Seed, random => Mutant(random, dimensions, compressed, whole, zipped), bytes =>
        {
            var file = dimensions == 3 ? IdxFile.ReadImages(path) : IdxFile.ReadLabels(path);
            return () =>
            {
                var expected = IdxReference.Read(bytes, dimensions);
                Assert.True(expected is not null, "It was read, but is no such file.");
                Assert.Equal(expected.Value.Dimensions, file.Dimensions);
                Assert.True(expected.Value.Values.AsSpan().SequenceEqual(file.Values));
            };
        }, e => e is DataFormatException, SizeOf);
        output.WriteLine($"{(dimensions == 3 ? "images" : "labels")}{(compressed ? ", gzip" : "")}, seed {Seed}: {count}");
        Assert.InRange(count.Read, Mutants.Count / 100, Mutants.Count * 9 / 10);

        // What costs memory is what is in the file or, in a compressed one, what its head promises, as far as that comes out.
        long SizeOf(byte[] bytes) => bytes is [0x1F, 0x8B, ..]
            ? Math.Max(bytes.Length, Math.Min(IdxReference.Inflate(bytes).Content.LongLength, Promised(IdxReference.Inflate(bytes).Content)))
            : bytes.LongLength;

        long Promised(byte[] content) => content.Length < 4 + (4 * dimensions)
            ? 0
            : (long)Enumerable.Range(1, dimensions).Aggregate(1.0, (product, i) => product * System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(4 * i)));
    }

    private static byte[] Mutant(Random random, int dimensions, bool compressed, byte[][] whole, byte[][] zipped)
    {
        // The largest one seldom: it is there for its size.
        var which = random.Next(20) == 0 ? whole.Length - 1 : random.Next(whole.Length - 1);
        var kind = random.Next(10);
        if (!compressed)
            return kind < 4 ? ByteMutation.OfHead(whole[which], dimensions + 1, random) : kind == 4 ? Extended(whole[which], random) : ByteMutation.Of(whole[which], random);
        return kind switch
        {
            0 => zipped[which],
            < 4 => IdxBytes.Gzip(ByteMutation.OfHead(whole[which], dimensions + 1, random)),
            < 6 => IdxBytes.Gzip(ByteMutation.Of(whole[which], random)),
            6 => [.. zipped[which], .. zipped[random.Next(whole.Length - 1)]],
            _ => ByteMutation.Of(zipped[which], random),
        };
    }

    /// <summary>As many more images as the head then says.</summary>
    private static byte[] Extended(byte[] whole, Random random)
    {
        byte[] longer = [.. whole, .. whole.AsSpan(whole.Length - Math.Min(whole.Length, random.Next(4)))];
        return random.Next(2) == 0 ? whole : longer;
    }
}
