using Hiwae.Data.Formats.Tables;

namespace Hiwae.Data.Tests.Formats;

/// <summary>Parquet as another program, DuckDB, writes it.</summary>
public sealed class ParquetTests
{
    [Theory, InlineData("table.parquet"), InlineData("table-zstd.parquet")]
    public void A_table_is_read_over_all_its_row_groups(string name)
    {
        var table = ParquetFile.Read(Fixture.Path(name));
        Assert.Equal(120, table.Rows);
        Assert.Equal(
            ["id (numbers)", "age (numbers, 17 missing)", "colour (3 categories, 11 missing)", "member (2 categories)", "visits (numbers, 10 missing)", "half (numbers)"],
            table.Columns.Select(column => column.ToString()));
        Assert.Equal([.. Enumerable.Range(0, 120).Select(i => (double)i)], (double[])table.Columns[0].Values);
        Assert.Equal([.. Enumerable.Range(0, 120).Select(i => i / 2.0)], (double[])table.Columns[5].Values);
        Assert.Equal([.. Enumerable.Range(0, 120).Select(i => i % 7 == 3)], table.Columns[1].Missing!);
        Assert.Equal([.. Enumerable.Range(0, 120).Select(i => i % 11 == 5)], table.Columns[2].Missing!);
        Assert.Equal(["blue", "green", "red"], table.Columns[2].Levels.ToArray());
        Assert.All((double[])table.Columns[1].Values, age => Assert.True(double.IsNaN(age) || age is >= 20 and <= 60));
    }

    [Fact]
    public void Lists_of_one_length_are_vectors()
    {
        var table = ParquetFile.Read(Fixture.Path("vectors.parquet"));
        Assert.Equal(["pixels (vectors of 64)", "label (numbers)"], table.Columns.Select(column => column.ToString()));
        Assert.Equal(60 * 64, table.Columns[0].Values.Length);
        Assert.All((float[])table.Columns[0].Values, bit => Assert.True(bit is 0 or 1));
        var path = Fixture.Path("ragged.parquet");
        Assert.Equal(
            $"{path}: row 4 has a list of 2 in the column pixels, where those before have 3; make lists of one length, or leave the column out.",
            Assert.Throws<DataFormatException>(() => ParquetFile.Read(path)).Message);
    }

    [Fact]
    public void What_is_no_number_and_no_text_is_named()
    {
        var table = ParquetFile.Read(Fixture.Path("other.parquet"));
        Assert.Equal(["id (numbers)", "pair.a (numbers)", "pair.b (numbers)", "price (numbers)", "huge (numbers)"], table.Columns.Select(column => column.ToString()));
        Assert.Equal(["day (dates or times; make numbers of them)", "at (dates or times; make numbers of them)"], table.Others.ToArray());
        Assert.Equal([.. Enumerable.Range(0, 30).Select(i => 1.5 * i)], (double[])table.Columns[3].Values);
        Assert.Equal(["image (bytes; unpack pictures into files, and name their folder)"], ParquetFile.Read(Fixture.Path("blob.parquet")).Others.ToArray());
    }
}
