using System.Text;
using FsCheck.Fluent;
using Hiwae.Data.Formats.Tables;
using Hiwae.Runtime.Tests;
using Hiwae.Runtime.Tests.Data;

namespace Hiwae.Data.Tests.Formats;

/// <summary>Tables of text: separators, names, types and missing cells are found.</summary>
public sealed class TableTests
{
    [Theory, InlineData("table.csv"), InlineData("table.tsv.gz")]
    public void A_table_of_pandas_is_read(string name)
    {
        var table = CsvReader.Read(Fixture.Path(name));
        Assert.Equal(120, table.Rows);
        Assert.Equal(
            ["id (texts, 120 different in 120 cells)", "length (numbers, 18 missing)", "weight (numbers)", "colour (3 categories, 11 missing)", "visits (numbers)"], table.Columns.Select(column => column.ToString()));
        Assert.Equal(["blue", "green", "red"], table.Columns[3].Levels.ToArray());
        Assert.True(double.IsNaN(((double[])table.Columns[1].Values)[7]));
        Assert.Equal(-1, ((int[])table.Columns[3].Values)[14]);
        Assert.Equal([.. Enumerable.Range(0, 120).Select(i => i % 11 == 3)], table.Columns[3].Missing!);
    }

    [Fact]
    public void A_table_without_names_has_numbers_for_them() =>
        Assert.Equal(["column1", "column2", "column3"], CsvReader.Read(Fixture.Path("bare.csv")).Columns.Select(column => column.Name));

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", "a (numbers); b (numbers)")]
    [InlineData("a;b\n1;2,x\n3;4\n", "a (numbers); b (2 categories)")]
    [InlineData("a\tb\r\n1\t2\r\n\r\n3\t4", "a (numbers); b (numbers)")]
    [InlineData("a|b\n1|2\n3|4\n", "a (numbers); b (numbers)")]
    [InlineData("a b\n1 x\n3 4\n", "a (numbers); b (2 categories)")]
    [InlineData("a\n1\n3\n", "a (numbers)")]
    [InlineData("\"a, b\",\"c\"\n\"1\",\"x \"\"y\"\"\nz\"\n2,w\n", "a, b (numbers); c (2 categories)")]
    [InlineData("a,b\nNA,\nnull,?\n1e3,-.5\n", "a (numbers, 2 missing); b (numbers, 2 missing)")]
    [InlineData("1,2\n3,4\n", "column1 (numbers); column2 (numbers)")]
    [InlineData(",a\n0,2\n1,4\n", "column1 (numbers); a (numbers)")]
    [InlineData("0,1,2\n3,4,5\n6,7,8\n", "0 (numbers); 1 (numbers); 2 (numbers)")]
    [InlineData("\n,0,1\n0,2,3\n1,4,5\n", "column1 (numbers); 0 (numbers); 1 (numbers)")]
    [InlineData(",0\n0,red\n1,blue\n", "column1 (numbers); 0 (2 categories)")]
    [InlineData("0,1\n0.25,1e-3\n1.5,2\n", "0 (numbers); 1 (numbers)")]
    [InlineData("0\n0.5\n1.5\n", "0 (numbers)")]
    [InlineData("label,0,1,2\n7,3,4,5\n", "label (numbers); 0 (numbers); 1 (numbers); 2 (numbers)")]
    [InlineData("0,1,label\n3,4,7\n", "0 (numbers); 1 (numbers); label (numbers)")]
    [InlineData("0,1,red\n3,4,blue\n", "column1 (numbers); column2 (numbers); column3 (2 categories)")]
    [InlineData("0,1\n1,0\n", "column1 (numbers); column2 (numbers)")]
    [InlineData("0,1,3\n1,0,5\n", "column1 (numbers); column2 (numbers); column3 (numbers)")]
    [InlineData("a,b\ntrue,0x1\nfalse,1\n", "a (2 categories); b (2 categories)")]
    [InlineData("\uFEFFa,b\n1,2\n", "a (numbers); b (numbers)")]
    public void Separators_names_and_types_are_found(string text, string expected) => Assert.Equal(expected, string.Join("; ", Read(text).Columns));

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "line 3 has 1 cells where the first has 2; write as many cells on each line, with quotes around those that hold a separator.")]
    [InlineData("a;b\n1,5;2\n2,5;3\n", "line 2 has '1,5' in the column a, with a decimal comma; write numbers with a point.")]
    [InlineData("a,b,a\n1,2,3\n", "columns 1 and 3 have the same name, a; give each column a name of its own.")]
    [InlineData("a,b\n", "there is a line of names, but none of data; write a row a line.")]
    [InlineData("a,b\n1,1e999\n", "line 2 has 1e999 in the column b, which is no finite number; write a number, or leave the cell empty where it is missing.")]
    public void What_is_not_clear_is_refused(string text, string message) =>
        Assert.EndsWith(message, Assert.Throws<DataFormatException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_slip_among_numbers_is_named()
    {
        var text = "a\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => i == 17 ? "1O" : $"{i}.5"));
        Assert.EndsWith(
            $"line 19 has '1O' in the column a, where 39 of 40 cells are numbers; {Mend}.",
            Assert.Throws<DataFormatException>(() => Read(text)).Message,
            StringComparison.Ordinal);
    }

    private const string Mend = "write a number there, or leave the cell empty where it is missing; where numbers are the names of classes, write letters before each";

    /// <summary>Few numbers with a slip are no categories either; classes of which some have numbers for names are.</summary>
    [Theory]
    [InlineData(9, "1O", "line 11 has '1O' in the column a, where 9 of 10 cells are numbers; " + Mend + ".")]
    [InlineData(90, "1O", "line 92 has '1O' in the column a, where 90 of 91 cells are numbers; " + Mend + ".")]
    [InlineData(90, "unknown,unknown,unknown", "line 92 has unknown in the column a, where 90 of 93 cells are numbers; " + Mend + ".")]
    [InlineData(9, "x,y", null)]
    [InlineData(5, "x,y,x,y,x", null)]
    public void A_slip_among_few_numbers_is_named(int numbers, string others, string? message)
    {
        var text = "a\n" + string.Join('\n', Enumerable.Range(0, numbers).Select(i => $"{i % 5}").Concat(others.Split(',')));
        if (message is null)
            Assert.Equal(ColumnKind.Category, Read(text).Columns[0].Kind);
        else
            Assert.EndsWith(message.Replace("'", "", StringComparison.Ordinal), Assert.Throws<DataFormatException>(() => Read(text)).Message.Replace("'", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_which_most_are_numbers_are_texts() => Assert.Equal(
        "a (texts, 130 different in 130 cells)", Read("a\n" + string.Join('\n', Enumerable.Range(0, 130).Select(i => i % 4 == 0 ? $"PC {i}" : $"{i}"))).Columns[0].ToString());

    [Fact]
    public void A_line_of_names_with_a_number_among_them_gets_a_remedy() => Assert.EndsWith(
        "line 1 has 'age' in the column column1, where 30 of 31 cells are numbers; let --header true say that the first line has the names of the columns, or write a number there.",
        Assert.Throws<DataFormatException>(() => Read("age,2019\n" + string.Join('\n', Enumerable.Range(0, 30).Select(i => $"{i},{i}")))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Text_of_another_encoding_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("latin", Encoding.Latin1.GetBytes("name,b\nJosé,1\n"));
        Assert.Equal($"{path}: the text is not UTF-8; save it as UTF-8.", Assert.Throws<DataFormatException>(() => CsvReader.Read(path)).Message);
    }

    /// <summary>What is written with quotes where they are needed comes back.</summary>
    [Fact]
    public void Random_tables_come_back()
    {
        var texts = Gen.Elements("red", "a,b", "x \"y\" z", "two\nlines", "tab\there", "é", "semi;colon", "");
        var cells =
            from rows in Gen.Choose(1, 30)
            from separator in Gen.Elements(',', ';', '\t', '|')
            from values in Gen.ArrayOf(texts, 3 * rows)
            select (rows, separator, values);
        Property.Holds(
            cells,
            table =>
            {
                string Cell(string value) => value.AsSpan().ContainsAny("\"\n,;\t|") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
                var lines = Enumerable.Range(0, table.rows).Select(row => string.Join(table.separator, [$"{row}.25", .. table.values[(3 * row)..((3 * row) + 3)].Select(Cell)]));
                var read = Read(string.Join(table.separator, ["n", "t0", "t1", "t2"]) + "\n" + string.Join("\n", lines) + "\n");
                Assert.Equal(table.rows, read.Rows);
                Assert.Equal([.. Enumerable.Range(0, table.rows).Select(row => row + 0.25)], (double[])read.Columns[0].Values);
                for (var i = 0; i < 3 * table.rows; i++)
                {
                    // A column of nothing but gaps is one of missing numbers.
                    var column = read.Columns[1 + (i % 3)];
                    var found = column.Missing?[i / 3] == true ? "" : column.Levels[((int[])column.Values)[i / 3]];
                    Assert.Equal(table.values[i], found);
                }
            },
            tests: 200);
    }

    [Fact]
    public void The_numbers_of_columns_are_no_row()
    {
        Assert.Equal([2, 2, 2, 3], [.. new[] { "0,1,2\n3,4,5\n6,7,8\n", ",0,1\n0,2,3\n1,4,5", "0,1\n0.25,1\n1.5,2\n", "0,1\n1,0\n1,1\n" }.Select(text => Read(text).Rows)]);
        using var folder = new TemporaryFolder();
        Assert.Equal(2, CsvReader.Read(folder.Write("bare", "0,1,2\n3,4,5\n"u8.ToArray()), hasHeader: false).Rows);
    }

    [Theory]
    [InlineData("a,b\n1,\"x\n2,y\n3,z\n", 2)]
    [InlineData("a,b\n1,\"x, \"\"y\"\"\"\n2,5\"\n3,z\n", 3)]
    public void A_quote_that_is_never_closed_is_named_with_its_line(string text, int line)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            Assert.Contains($"a quote is opened in line {line} and never closed; ", Assert.Throws<DataFormatException>(() => CsvReader.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static DataTable Read(string text)
    {
        using var folder = new TemporaryFolder();
        return CsvReader.Read(folder.Write("table", Encoding.UTF8.GetBytes(text)));
    }
}
