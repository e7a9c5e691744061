using Hiwae.Data.Assembly;
using Hiwae.Data.Formats;
using Hiwae.Data.Tests.Idx;
using Hiwae.Runtime.Tests.Data;

namespace Hiwae.Data.Tests.Assembly;

/// <summary>Files of every format become a data set, whatever they are called.</summary>
public sealed class DataFilesTests
{
    /// <summary>What is read of each fixture: fields with their kinds and shapes, and the number of data in each split.</summary>
    [Theory]
    [InlineData("emnist", "image pixels 8 8, label label", 50, 10, 20)]
    [InlineData("emnist/gzip/emnist-letters", "image pixels 8 8, label label", 50, 10, 20)]
    [InlineData("images.npz", "x bits 8 8, y label", 50, 10, 20)]
    [InlineData("grey.npz", "image pixels 8 8", 50, 10, 20)]
    [InlineData("whole.npz", "x pixels 8 8, y label", 48, 6, 6)]
    [InlineData("arrays", "image bits 8 8", 60, 12, 20)]
    [InlineData("chardata.mat", "data bits 8 8, target label, targetchar label", 50, 10, 20)]
    [InlineData("silhouettes.mat", "data bits 8 8, label label", 48, 12, 20)]
    [InlineData("svhn", "x pixels 3 8 8, y label", 10, 2, 12)]
    [InlineData("amat", "image bits 8 8", 60, 12, 20)]
    [InlineData("amat/bars_train.amat", "image bits 8 8", 48, 6, 6)]
    [InlineData("labelled.amat", "image pixels 8 8, label label", 48, 6, 6)]
    [InlineData("cifar-10-batches-bin", "image pixels 3 32 32, label label", 7, 1, 2)]
    [InlineData("cifar-100-binary", "image pixels 3 32 32, fine_labels label, coarse_labels label", 5, 1, 2)]
    [InlineData("pictures", "image pixels 8 8, label 4 categories", 50, 10, 20)]
    [InlineData("pictures/train", "image pixels 8 8, label 4 categories", 48, 6, 6)]
    [InlineData("colour", "image pixels 3 16 16", 10, 1, 1)]
    [InlineData("table.csv", "length numbers, weight numbers, colour 3 categories, visits numbers", 96, 12, 12)]
    [InlineData("table.tsv.gz", "length numbers, weight numbers, colour 3 categories, visits numbers", 96, 12, 12)]
    [InlineData("indexed.csv", "length numbers, weight numbers, colour 3 categories, visits numbers", 96, 12, 12)]
    [InlineData("bare.csv", "column1 numbers, column2 numbers, column3 numbers", 32, 4, 4)]
    [InlineData("table.parquet", "id numbers, age numbers, colour 3 categories, member 2 categories, visits numbers, half numbers", 96, 12, 12)]
    [InlineData("vectors.parquet", "pixels numbers 64, label numbers", 48, 6, 6)]
    [InlineData("images.safetensors", "x bits 8 8, y label", 50, 10, 20)]
    public void A_file_or_folder_is_read_by_its_content(string name, string fields, int train, int validation, int test)
    {
        using var scope = NewDisposeScope();
        using var data = DataFiles.Read(Fixture.Path(name));
        Assert.Equal(fields, string.Join(", ", data.Fields.Select(Shown)));
        Assert.Equal((train, validation, test), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal((0, train, train + validation), (data.Train.First, data.Validation.First, data.Test.First));
        Assert.Equal(Fixture.Path(name), data.Source);
        foreach (var split in new[] { data.Train, data.Validation, data.Test })
            Assert.All(split.Fields, values => Assert.Equal(split.Count, values.Values.shape[0]));
    }

    /// <summary>The same images come out of every format that holds them.</summary>
    [Theory]
    [InlineData("arrays")]
    [InlineData("chardata.mat")]
    [InlineData("images.safetensors")]
    [InlineData("amat")]
    public void The_same_images_are_the_same_in_every_format(string name)
    {
        using var scope = NewDisposeScope();
        var (expected, data) = (DataFiles.Read(Fixture.Path("images.npz")), DataFiles.Read(Fixture.Path(name)));
        Assert.True(expected.Test.Pixels.eq(data.Test.Pixels).all().ToBoolean());
        Assert.True(expected.Train.Pixels[..50].eq(data.Train.Pixels[..50]).all().ToBoolean());
        if (data.Test.Labels is { } labels)
            Assert.True(expected.Test.Labels!.eq(labels).all().ToBoolean());
    }

    [Fact]
    public void Images_on_their_side_are_turned_where_that_is_asked_for()
    {
        using var scope = NewDisposeScope();
        var upright = DataFiles.Read(Fixture.Path("pictures")).Test;
        var (lying, turned) = (DataFiles.Read(Fixture.Path("emnist")), DataFiles.Read(Fixture.Path("emnist"), new() { Transpose = true }));
        Assert.True(lying.Test.Pixels.view(20, 8, 8).transpose(1, 2).reshape(20, 64).eq(turned.Test.Pixels).all().ToBoolean());

        // The pictures are in the order of their folders: columns, down, rows, up are labels 1, 3, 0, 2.
        var order = turned.Test.Labels!.sub(1)[TensorIndex.Tensor(tensor([.. Enumerable.Range(0, 20).OrderBy(i => new[] { 2, 0, 3, 1 }[i % 4]).Select(i => (long)i)]))];
        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => new long[] { 1, 3, 0, 2 }[i / 5])], order.data<long>().ToArray());
        Assert.Equal(upright.Pixels.sum().ToInt64(), turned.Test.Pixels.sum().ToInt64());
        Assert.True(turned.Options.Transpose);
    }

    [Fact]
    public void A_wrong_suffix_does_not_matter()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        foreach (var (name, wrong) in new[] { ("images.npz", "a.csv"), ("chardata.mat", "b.png"), ("table.parquet", "c"), ("table.csv", "d.mat"), ("labelled.amat", "e.gz"), ("images.safetensors", "f.txt"), ("cifar-10-batches-bin/data_batch_1.bin", "g.npy") })
        {
            var path = folder.Write(wrong, Fixture.Bytes(name));
            Assert.Equal(DataFiles.Read(Fixture.Path(name)).Fields.Select(Shown), DataFiles.Read(path).Fields.Select(Shown));
        }
    }

    [Fact]
    public void Tables_may_be_one_for_each_split()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        folder.Write("my-train.csv", "a,b\n1,x\n2,y\n3,\n4,x\n5,y\n6,x\n"u8.ToArray());
        folder.Write("my-test.csv", "a,b\n,z\n7,x\n"u8.ToArray());
        var data = DataFiles.Read(folder.Path);
        Assert.Equal("a numbers, b 3 categories", string.Join(", ", data.Fields.Select(Shown)));
        Assert.Equal((5, 1, 2), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal([2L, 0], data.Test.Find("b")!.Values.data<long>().ToArray());
        Assert.Equal([0, 1], data.Test.Find("a")!.Mask!.data<byte>().ToArray());
        Assert.Equal([.. data.Train.Rows.Select(row => row == 2 ? (byte)0 : (byte)1)], data.Train.Find("b")!.Mask!.data<byte>().ToArray());
        Assert.Equal([0L, 1, 2, 3, 4, 5], [.. data.Train.Rows.Concat(data.Validation.Rows).Order()]);
    }

    /// <summary>A column that is of texts in one table is left out of all, with the reason.</summary>
    [Fact]
    public void Columns_of_texts_are_left_out_everywhere()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train.csv", System.Text.Encoding.UTF8.GetBytes("a,city\n" + string.Join('\n', Enumerable.Range(0, 30).Select(i => $"{i},city{i}"))));
        folder.Write("test.csv", "a,city\n1,city1\n2,city2\n"u8.ToArray());
        var plan = DataFiles.Plan(folder.Path, new());
        Assert.Equal(["city (texts, 30 different in 30 cells)"], plan.LeftOut.ToArray());
        Assert.All(plan.Splits.Values, fields => Assert.Equal(["a"], fields.Select(values => values.Field.Name)));
        Assert.Equal(["day (dates or times; make numbers of them)", "at (dates or times; make numbers of them)"], DataFiles.Plan(Fixture.Path("other.parquet"), new()).LeftOut.ToArray());
    }

    [Fact]
    public void A_division_is_repeated_by_its_seed_and_fractions_are_kept()
    {
        using var scope = NewDisposeScope();
        float[] Lengths(DataOptions options) => DataFiles.Read(Fixture.Path("table.csv"), options).Test.Find("weight")!.Values.data<float>().ToArray();
        Assert.Equal(24, Lengths(new() { Validation = 0.3, Test = 0.2 }).Length);
        Assert.Equal(Lengths(new() { SplitSeed = 5 }), Lengths(new() { SplitSeed = 5 }));
        Assert.NotEqual(Lengths(new()), Lengths(new() { SplitSeed = 5 }));
        using var images = DataFiles.Read(Fixture.Path("images.npz"), new() { Validation = 0.5 });
        Assert.Equal((30, 30, 20), (images.Train.Count, images.Validation.Count, images.Test.Count));
        var options = new DataOptions { SplitSeed = 5, Standardise = true };
        using var data = DataFiles.Read(Fixture.Path("table.csv"), options);
        Assert.Equal(options, data.Options);
        Assert.Equal(0, data.Train.Find("weight")!.Values.mean().ToDouble(), 5);
        Assert.NotNull(((FieldKind.Numbers)data.Fields[1].Kind).Scaling);
        Assert.Throws<ArgumentException>(() => DataFiles.Read(Fixture.Path("table.csv"), new() { Test = 1.5 }));
    }

    /// <summary>Whole numbers of an array are labels where there are few different ones, or where they are called so.</summary>
    [Theory]
    [InlineData("digit", 10, 60, "Label")]
    [InlineData("day", 31, 62, "Label")]
    [InlineData("day", 31, 61, "Numbers")]
    [InlineData("year", 1000, 5000, "Label")]
    [InlineData("year", 1001, 5000, "Numbers")]
    [InlineData("target", 1001, 5000, "Label")]
    [InlineData("order", 12, 12, "Label")]
    public void Whole_numbers_of_many_values_are_numbers(string name, int different, int rows, string kind)
    {
        FileArray[] arrays =
        [
            new("x", [rows, 2], new float[2 * rows]) { Path = "some.npz" },
            new(name, [rows], Enumerable.Range(0, rows).Select(row => (long)(row % different)).ToArray()) { Path = "some.npz" },
        ];
        var plan = ArraySets.Plan("some.npz", [("some.npz", [.. arrays], true)], [], new());
        Assert.Equal(kind, plan.Undivided[1].Field.Kind.GetType().Name);
        Assert.Equal(name, plan.Undivided[1].Field.Name);
    }

    private static string Shown(DataField field) => string.Join(' ', [
        field.Name,
        field.Kind.Match(
            pixels: pixels => pixels.Binarisation == Binarisation.None ? "bits" : "pixels", numbers: _ => "numbers", label: _ => "label", category: category => $"{category.Levels.Length} categories"),
        .. field.Shape.Select(size => $"{size}"),
    ]);
}
