using System.Text;
using Hiwae.Data.Tests.Idx;
using Hiwae.Runtime.Tests.Data;

namespace Hiwae.Data.Tests.Assembly;

/// <summary>Where the order of files may mean something, what is kept for validation is drawn, and each datum keeps the number of its row.</summary>
public sealed class DrawnSplitTests
{
    [Fact]
    public void Pictures_for_validation_are_of_all_folders()
    {
        using var scope = NewDisposeScope();
        using var data = DataFiles.Read(Fixture.Path("pictures"));
        Assert.Equal(4, Classes(data.Train));
        Assert.InRange(Classes(data.Validation), 2, 4);
        Assert.Equal([.. Enumerable.Range(0, 60).Select(row => (long)row)], [.. data.Train.Rows.Concat(data.Validation.Rows).Order()]);
        Assert.Empty(data.Test.Rows);
    }

    [Fact]
    public void A_table_that_is_sorted_by_its_label_keeps_all_of_them_and_the_numbers_of_its_rows()
    {
        using var folder = Tables();
        using var scope = NewDisposeScope();
        using var data = DataFiles.Read(folder.Path);
        Assert.Equal((50, 10, 6), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal(3, Classes(data.Train));
        foreach (var split in new[] { data.Train, data.Validation })
            Assert.Equal(split.Rows.Select(row => (float)row).ToArray(), split.Find("a")!.Values.data<float>().ToArray());
        using var other = DataFiles.Read(folder.Path, new() { SplitSeed = 3 });
        Assert.NotEqual(data.Validation.Rows.ToArray(), other.Validation.Rows.ToArray());
    }

    /// <summary>Arrays keep their last sixth, unless they lie class by class, or the user speaks of a draw.</summary>
    [Theory]
    [InlineData(false, null, 0, false)]
    [InlineData(true, null, 0, true)]
    [InlineData(false, 0.2, 0, true)]
    [InlineData(false, null, 3, true)]
    public void The_last_images_are_kept_where_their_order_says_nothing(bool isSorted, double? validation, int seed, bool isDrawn)
    {
        using var folder = Images(isSorted);
        using var scope = NewDisposeScope();
        using var data = DataFiles.Read(folder.Path, new() { Validation = validation, SplitSeed = seed });
        Assert.Equal((validation is null ? 10 : 12, 10), (data.Validation.Count, data.Test.Count));
        Assert.Equal(isDrawn, !data.Validation.Rows.IsEmpty);
        long[] rows = isDrawn ? [.. data.Validation.Rows] : [.. Enumerable.Range(50, 10).Select(row => (long)row)];
        Assert.Equal([.. rows.Select(row => Label(isSorted, (int)row))], data.Validation.Labels!.data<long>().ToArray());
        Assert.NotEqual(isDrawn, rows.SequenceEqual(Enumerable.Range(60 - rows.Length, rows.Length).Select(row => (long)row)));
        Assert.Equal(isDrawn, data.Train.Find("label")!.File is null);
    }

    private static long Label(bool isSorted, int row) => isSorted ? row / 20 : row % 10;

    private static long Classes(DataSplit split) => split.Labels!.data<long>().ToArray().Distinct().Count();

    private static TemporaryFolder Images(bool isSorted)
    {
        var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", IdxBytes.Images(60));
        folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(10));
        folder.Write("train-labels-idx1-ubyte", IdxBytes.File(0x0801, [60], [.. Enumerable.Range(0, 60).Select(row => (byte)Label(isSorted, row))]));
        folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(10));
        return folder;
    }

    private static TemporaryFolder Tables()
    {
        var folder = new TemporaryFolder();
        string Rows(int count) => "a,class\n" + string.Join('\n', Enumerable.Range(0, count).Select(row => $"{row},{"xyz"[3 * row / count]}"));
        folder.Write("train.csv", Encoding.UTF8.GetBytes(Rows(60)));
        folder.Write("test.csv", Encoding.UTF8.GetBytes(Rows(6)));
        return folder;
    }
}
