using System.Text;
using FsCheck.Fluent;
using Hiwae.Checkpoints;
using Hiwae.Runtime.Tests.Data;

namespace Hiwae.Runtime.Tests.Checkpoints;

public sealed class SafetensorsDamageTests
{
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[1],"data_offsets":[8,16]}}""";

    private static byte[] FileOf(string header, int data = 16) =>
        [.. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(header) + 0L), .. Encoding.UTF8.GetBytes(header), .. new byte[data]];

    [Fact]
    public void The_undamaged_file_is_read()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        Assert.Equal(2, Safetensors.Read(folder.Write("x", FileOf(Good))).Count);
        Assert.Empty(Safetensors.Read(folder.Write("x", FileOf("""{"__metadata__":{"a":"b"}}  """, 0))));
    }

    public static TheoryData<string, byte[]> Malformed => new()
    {
        { "has 3 bytes", new byte[3] },
        { "promises a header of", [.. BitConverter.GetBytes(long.MaxValue), 1] },
        { "promises a header of 18446744073709551615", [.. BitConverter.GetBytes(ulong.MaxValue), 1] },
        { "not JSON", FileOf("{\"a\":") },
        { "not Unicode", FileOf(Good.Replace("\"b\"", "\"\\ud800\"")) },
        { "must be an object", FileOf("[1]") },
        { "must be an object", FileOf("""{"a":3}""", 0) },
        { "two tensors named a", FileOf(Good.Replace("\"b\"", "\"a\"")) },
        { "the dtype \"Q7\"", FileOf(Good.Replace("I64", "Q7")) },
        { "has no dtype", FileOf(Good.Replace("dtype", "type")) },
        { "has no shape", FileOf(Good.Replace("[2]", "2")) },
        { "the shape -2", FileOf(Good.Replace("[2]", "[-2]")) },
        { "the shape 2.5", FileOf(Good.Replace("[2]", "[2.5]")) },
        { "larger than 2⁶³", FileOf(Good.Replace("[2]", "[9000000000000000000,9]")) },
        { "at most 16 dimensions", FileOf(Good.Replace("[2]", "[2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]")) },
        { "needs 12 bytes", FileOf(Good.Replace("[2]", "[3]")) },
        { "a begin and an end", FileOf(Good.Replace("[8,16]", "[16,8]")) },
        { "a begin and an end", FileOf(Good.Replace("[8,16]", "[8]")) },
        { "overlap", FileOf(Good.Replace("[8,16]", "[4,12]")) },
        { "leave a gap", FileOf(Good.Replace("[8,16]", "[12,20]"), 20) },
        { "16 bytes of data, 15 are there", FileOf(Good, 15) },
        { "16 bytes of data, 17 are there", FileOf(Good, 17) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_file_is_an_error_that_names_the_fault(string fault, byte[] content)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = folder.Write("x", content);
        var error = Assert.Throws<CheckpointException>(() => Safetensors.Read(path));
        Assert.Contains(path, error.Message);
        Assert.Contains(fault, error.Message);
    }

    [Fact]
    public void Random_damage_gives_tensors_or_an_error_of_the_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var whole = FileOf(Good);
        var damage =
            from position in Gen.Choose(0, whole.Length - 1)
            from value in Gen.Choose(0, 255)
            from length in Gen.Choose(0, whole.Length + 4)
            from cut in Gen.Elements(false, false, true)
            select (position, value: (byte)value, length: cut ? length : whole.Length);
        var refused = 0;
        Property.Holds(
            damage,
            d =>
            {
                using var scope = NewDisposeScope();
                var bytes = whole.ToArray();
                bytes[d.position] = d.value;
                Array.Resize(ref bytes, d.length);
                try
                {
                    Safetensors.Read(folder.Write("x", bytes));
                }
                catch (CheckpointException)
                {
                    refused++;
                }
            },
            tests: 500);
        Assert.True(refused > 200);
    }
}
