using FsCheck.Fluent;
using Hiwae.Data.Idx;
using Hiwae.Runtime.Tests;
using Hiwae.Runtime.Tests.Data;

namespace Hiwae.Data.Tests.Idx;

public sealed class IdxFileTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_are_read_compressed_or_not(bool compressed)
    {
        using var folder = new TemporaryFolder();
        var bytes = IdxBytes.Images(3);
        var file = IdxFile.ReadImages(folder.Write("images", compressed ? IdxBytes.Gzip(bytes) : bytes));
        Assert.Equal([3, 4, 5], file.Dimensions.ToArray());
        Assert.Equal(bytes[16..], file.Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_cut_anywhere_is_an_error_that_names_it(bool compressed)
    {
        using var folder = new TemporaryFolder();
        var bytes = IdxBytes.Images(3);
        var whole = compressed ? IdxBytes.Gzip(bytes) : bytes;
        for (var length = 0; length < whole.Length; length++)
        {
            var path = folder.Write("cut", whole[..length]);
            var error = Assert.Throws<DataFormatException>(() => IdxFile.ReadImages(path));
            Assert.StartsWith(path, error.Message);
        }
    }

    [Fact]
    public void A_file_of_labels_in_the_place_of_images_is_named_as_such()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<DataFormatException>(() => IdxFile.ReadImages(folder.Write("x", IdxBytes.Labels(9))));
        Assert.Equal(0, error.Offset);
        Assert.Contains("0x00000801", error.Message);
        Assert.Contains("file of labels", error.Message);
    }

    public static TheoryData<string, byte[], long?, string> Malformed => new()
    {
        { "not IDX", "PK\u0003\u0004 something else"u8.ToArray(), 0, "not an IDX file" },
        { "floats", IdxBytes.File(0x0D03, [1, 1, 1], new byte[4]), 2, "another type" },
        { "four dimensions", IdxBytes.File(0x0804, [1, 1, 1, 1], new byte[1]), 3, "4 dimension(s)" },
        { "no images", IdxBytes.File(0x0803, [0, 4, 5], []), 4, "number of images is 0" },
        { "no width", IdxBytes.File(0x0803, [2, 4, 0], []), 12, "width is 0" },
        { "overflow", IdxBytes.File(0x0803, [0x7FFFFFFF, 0x7FFFFFFF, 0x7FFFFFFF], []), 4, "2147483647" },
        { "negative", IdxBytes.File(0x0803, [-1, 1, 1], []), 4, "4294967295" },
        { "product too large", IdxBytes.File(0x0803, [60000, 60000, 28], []), 8, "height of 60000" },
        { "promises more", IdxBytes.File(0x0803, [1000, 28, 28], new byte[100]), 116, "1000 × 28 × 28 = 784000" },
        { "goes on", IdxBytes.File(0x0803, [1, 2, 2], new byte[5]), 20, "goes on" },
        { "goes on, compressed", IdxBytes.Gzip(IdxBytes.File(0x0803, [1, 2, 2], new byte[5])), 20, "goes on" },
        { "promises gigabytes, compressed", IdxBytes.Gzip(IdxBytes.File(0x0803, [60000, 160, 160], new byte[10])), 16, "cannot hold more than" },
        { "after the end of gzip", [.. IdxBytes.Gzip(IdxBytes.Images(2)), 1, 2, 3], null, "gzip" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_file_is_an_error_with_place_and_finding(string name, byte[] content, long? offset, string finding)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, content);
        var error = Assert.Throws<DataFormatException>(() => IdxFile.ReadImages(path));
        Assert.Equal(offset, error.Offset);
        Assert.Contains(path, error.Message);
        Assert.Contains(finding, error.Message);
    }

    [Fact]
    public void Data_that_end_before_their_end_are_found_out_by_their_check_sum()
    {
        using var folder = new TemporaryFolder();

        // As many labels as the head promises come out before the decompressor runs out of data, where it says nothing.
        var bytes = Convert.FromBase64String("H4sIAAAAAAAAA2Ng4GBkYGDgZP//////oJQ9EQAAAA==");
        var error = Assert.Throws<DataFormatException>(() => IdxFile.ReadLabels(folder.Write("cut.gz", bytes)));
        Assert.Contains("the gzip data are damaged or cut off (the check sum at their end is another); get the file again.", error.Message);
    }

    [Fact]
    public void A_promise_of_gigabytes_costs_no_memory()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.gz", IdxBytes.Gzip(IdxBytes.File(0x0803, [2_000_000, 32, 32], new byte[10])));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DataFormatException>(() => IdxFile.ReadImages(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_errors_of_data()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("no such file", Assert.Throws<DataFormatException>(() => IdxFile.ReadImages(folder.File("absent"))).Message);
        Assert.Throws<DataFormatException>(() => IdxFile.ReadImages(folder.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damage_gives_data_of_the_promised_size_or_an_error_of_data(bool compressed)
    {
        using var folder = new TemporaryFolder();
        var whole = compressed ? IdxBytes.Gzip(IdxBytes.Images(6)) : IdxBytes.Images(6);
        var damage =
            from position in Gen.Choose(0, whole.Length - 1)
            from value in Gen.Choose(0, 255)
            from length in Gen.Choose(0, whole.Length + 8)
            from cut in Gen.Elements(false, true)
            select (position, value: (byte)value, length: cut ? length : whole.Length);
        var (read, refused) = (0, 0);
        Property.Holds(
            damage,
            d =>
            {
                var bytes = whole.ToArray();
                bytes[d.position] = d.value;
                Array.Resize(ref bytes, d.length);
                var path = folder.Write("damaged", bytes);
                try
                {
                    var file = IdxFile.ReadImages(path);
                    Assert.Equal(file.Dimensions.Aggregate(1, (a, b) => a * b), file.Values.Length);
                    read++;
                }
                catch (DataFormatException e)
                {
                    Assert.Contains(path, e.Message);
                    refused++;
                }
            },
            tests: 500);
        Assert.True(refused > 100);
        Assert.True(compressed || read > 20);
    }
}
