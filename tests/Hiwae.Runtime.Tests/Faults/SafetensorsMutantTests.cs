using System.Text;
using Hiwae.Checkpoints;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Tests.Faults;
using Xunit.Abstractions;

namespace Hiwae.Runtime.Tests.Faults;

public sealed class SafetensorsMutantTests(ITestOutputHelper output)
{
    private const int Seed = 20_270_001;

    private static readonly (string Head, int Data)[] Whole =
    [
        ("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[1],"data_offsets":[8,16]}}""", 16),
        ("""{"b":{"dtype":"U8","shape":[3,2],"data_offsets":[8,14]},"a":{"shape":[1,1,2],"dtype":"I32","data_offsets":[0,8]}}  """, 14),
        ("""{"__metadata__":{"hiwae.epoch":"4","hiwae.step":"900","x":"größe"},"q_z.layer0.weight":{"dtype":"F64","shape":[2,2],"data_offsets":[0,32],"note":[1,{"x":2}]},"e":{"dtype":"F32","shape":[0,7],"data_offsets":[32,32]},"s":{"dtype":"F32","shape":[],"data_offsets":[32,36]}}""", 36),
        ("{}", 0),
        ("""{"w":{"dtype":"F32","shape":[300,400],"data_offsets":[0,480000]}}""", 480_000),
    ];

    [Fact]
    public void A_damaged_file_is_read_rightly_or_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("damaged.safetensors");
        using (var scope = NewDisposeScope())
            Safetensors.Read(folder.Write("damaged.safetensors", FileOf(Encoding.UTF8.GetBytes(Whole[0].Head), Whole[0].Data))); // The first tensor brings the engine with it.
        var count = Mutants.Survive(path, Seed, Mutant, bytes =>
        {
            var read = Safetensors.Read(path);
            return () => Compare(SafetensorsReference.Read(bytes), read, bytes.Length);
        }, e => e is CheckpointException, refused: bytes => Assert.True(SafetensorsReference.Read(bytes) is null, "It was refused, but is such a file."));
        output.WriteLine($"safetensors, seed {Seed}: {count}");
        Assert.InRange(count.Read, Mutants.Count / 25, Mutants.Count * 9 / 10);
    }

    private static void Compare(Dictionary<string, (string Type, long[] Shape, byte[] Data)>? expected, IReadOnlyDictionary<string, Tensor> read, long size)
    {
        Assert.True(expected is not null, "It was read, but is no such file.");
        Assert.Equal(expected.Keys.Order(), read.Keys.Order());

        // The memory of tensors is not the collector's: it is the data once, to the byte.
        Assert.InRange(read.Values.Sum(tensor => tensor.numel() * tensor.element_size()), 0, size);
        foreach (var (name, tensor) in read)
        {
            using (tensor)
            {
                Assert.Equal(
                    (expected[name].Type, string.Join(' ', expected[name].Shape)), (SafetensorsType.Of(name, tensor.dtype).Name, string.Join(' ', tensor.shape)));
                Assert.True(tensor.numel() == 0 ? expected[name].Data.Length == 0 : tensor.bytes.SequenceEqual(expected[name].Data));
            }
        }
    }

    private static byte[] Mutant(Random random)
    {
        var (head, data) = Whole[random.Next(20) == 0 ? Whole.Length - 1 : random.Next(Whole.Length - 1)];
        return random.Next(10) switch
        {
            < 6 => FileOf(Encoding.UTF8.GetBytes(JsonMutation.Of(head, random)), data),
            6 => FileOf(ByteMutation.Of(Encoding.UTF8.GetBytes(head), random), data),
            7 => FileOf(Encoding.UTF8.GetBytes(head + new string(' ', random.Next(20))), data + (random.Next(4) == 0 ? random.Next(-8, 9) : 0), random.Next(256)),
            _ => ByteMutation.Of(FileOf(Encoding.UTF8.GetBytes(head), data), random),
        };
    }

    private static byte[] FileOf(byte[] head, int data, int factor = 11) =>
        [.. BitConverter.GetBytes((long)head.Length), .. head, .. Enumerable.Range(0, Math.Max(0, data)).Select(i => (byte)(i * factor))];
}
