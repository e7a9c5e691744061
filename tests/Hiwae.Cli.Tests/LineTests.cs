using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Tests;

/// <summary>What people read on a terminal: no line is longer than it is wide, and no word is cut.</summary>
public sealed class LineTests
{
    private static readonly string[] Columns = ["model", ">bound L_K", ">log p(x)", ">± s.e.", ">samples", ">images", ">eff. samples", ">Var log ŵ", ">corr. log w", ">seconds"];

    private static readonly string[][] Rows =
    [
        ["iwae", "-189.42", "-158.01", "unknown", "1000", "10000", "1.40", "11.52", "0.006", "7.2"],
        ["iwae-hierarchical-shared", "-412569096.12", "-279.00", "1.28", "10000000", "10000", "1.00", "6000000000.00", "-0.123", "12345.6"],
    ];

    [Theory]
    [InlineData(200, 1)]
    [InlineData(80, 3)]
    [InlineData(60, 4)]
    public void A_table_that_is_too_wide_becomes_several_that_name_their_rows(int width, int parts)
    {
        var lines = Written(width, writer => Tables.Write(writer, Columns, Rows));
        AssertFits(lines, width, [.. Columns.Select(title => title.TrimStart('>')), .. Rows.SelectMany(row => row)]);
        Assert.Equal(parts, lines.Count(line => line.Contains("model ")));
        Assert.Equal(parts, lines.Count(line => line.Contains("iwae-hierarchical-shared")));
    }

    [Fact]
    public void A_name_that_leaves_no_room_stands_above_its_numbers()
    {
        var name = "a-model-whose-name-is-as-long-as-a-line-of-a-terminal";
        var lines = Written(60, writer => Tables.Write(writer, Columns, [[name, .. Rows[0].Skip(1)]]));
        Assert.Equal(name, lines[0]);
        Assert.Equal("    bound L_K     -189.42", lines[1]);
        AssertFits(lines, 60, [name, "eff. samples", "1.40"]);
    }

    [Fact]
    public void Rows_that_several_columns_name_are_named_by_all_of_them()
    {
        string[] columns = ["structure", "weights", ">K", ">bound L_K", ">gap", ">Var(ŵ)/(E ŵ)²", ">corr. w", ">corr. log w", ">eff. samples"];
        var lines = Written(80, writer => Tables.Write(writer, columns, [["iwae-hierarchical", "uniform", "10", "-0.1234", "0.1234", "12.34", "-0.123", "-0.123", "9.87"]], keys: 3));
        AssertFits(lines, 80, columns.Select(title => title.TrimStart('>')));
        Assert.All(lines.Where(line => line.Contains("iwae")), line => Assert.Matches("iwae-hierarchical +uniform +10 ", line));
    }

    /// <summary>Columns of one title are told apart by those that they stand with.</summary>
    [Fact]
    public void Columns_that_belong_together_stay_together()
    {
        string[] columns = ["parameters", ">reparameterised", ">S/N", ">STL", ">share", ">± s.e.", ">S/N", ">DReG", ">share", ">± s.e.", ">S/N"];
        string[] row = ["q_z0 and r_z0", .. columns.Skip(1).Select((_, i) => $"{100 + i}")];
        var lines = Written(60, writer => Tables.Write(writer, columns, [row], groups: [1, 3, 7]));
        AssertFits(lines, 60, row);
        Assert.Equal(
            ["parameters reparameterised S/N", "parameters STL share ± s.e. S/N", "parameters DReG share ± s.e. S/N"],
            lines.Where(line => line.Contains("parameters")).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Single(Written(200, writer => Tables.Write(writer, columns, [row], groups: [1, 3, 7])), line => line.Contains("parameters"));
    }

    [Fact]
    public void Prose_in_the_last_column_is_broken_between_words()
    {
        string[] words = ["the", "sum", "of", "the", "next", "two,", "each", "a", "median", "over", "images", "by", "itself;", "see", "below"];
        var lines = Written(60, writer => Tables.Write(writer, ["", ">value", ""], [["relative variance of ŵ", "12.3", string.Join(' ', words)]]));
        AssertFits(lines, 60, words);
        Assert.Equal(words, string.Join(' ', lines.Where(line => !line.Contains("value")).Select(line => line.Replace("relative variance of ŵ", "").Replace("12.3", "").Trim(' ', '─'))).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void What_is_not_a_terminal_gets_tables_of_any_width_up_to_160()
    {
        var output = new StringWriter();
        Tables.Write(output, Columns, Rows);
        Assert.Equal(1, output.ToString().Split('\n').Count(line => line.Contains("bound L_K")));
        Assert.InRange(output.ToString().Split('\n').Max(line => line.TrimEnd().Length), 120, 160);
    }

    [Fact]
    public void Remarks_are_broken_between_words_under_their_margin_and_paths_stay_whole()
    {
        Assert.Equal(
            ["    one two", "    three", "    /a/path/that/is/longer/than/a/line", "    four"],
            Written(14, writer => writer.WriteLine("    one two three /a/path/that/is/longer/than/a/line four")));
        Assert.Equal(["exactly as long"], Written(15, writer => writer.WriteLine("exactly as long")));
        Assert.Equal(["k̂ k̂ k̂ k̂"], Written(7, writer => writer.WriteLine("k̂ k̂ k̂ k̂"))); // A mark above a letter takes no room.
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void Every_command_that_prints_words_keeps_to_the_width(int width)
    {
        foreach (var line in new[] { "models", "explain small-whole", "explain hiwae", "verify small --tests 1", "doctor", "train small --resume a", "--help", "train --help" })
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            HiwaeCommandLine.Run(DeclaredModels.All, line.Split(' '), new(new TerminalWriter(output, width), new TerminalWriter(error, width), IsInteractive: false), new());
            var lines = $"{output}{error}".ReplaceLineEndings("\n").Split('\n');

            // A word by itself, such as a path, may be longer than a line.
            Assert.All(lines.Where(text => Lines.Width(text) > width), text => Assert.DoesNotContain(' ', text.Trim()));
        }
    }

    [Fact]
    public void JSON_on_a_terminal_is_not_broken()
    {
        var output = new StringWriter();
        HiwaeCommandLine.Run(DeclaredModels.All, ["models", "--json"], new(new TerminalWriter(output, 30), new StringWriter(), IsInteractive: false), new());
        var plain = Invocation.Of("models", "--json");
        Assert.Equal(plain.Output, output.ToString());
    }

    [Theory]
    [InlineData(double.NaN, "unknown")]
    [InlineData(null, "unknown")]
    [InlineData(1.234, "1.23")]
    public void A_standard_error_that_there_is_none_of_is_unknown(double? error, string text) => Assert.Equal(text, Numbers.Error(error));

    [Theory]
    [InlineData(-0.0001, "0.00")]
    [InlineData(-0.005001, "-0.01")]
    [InlineData(-10, "-10.00")]
    public void Nothing_has_no_sign(double value, string text) => Assert.Equal(text, Numbers.Text(value));

    private static string[] Written(int width, Action<TextWriter> write)
    {
        var output = new StringWriter();
        write(new TerminalWriter(output, width));
        return [.. output.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }

    private static void AssertFits(string[] lines, int width, IEnumerable<string> words)
    {
        Assert.All(lines, line => Assert.True(Lines.Width(line) <= width, line));
        Assert.All(words, word => Assert.Contains(lines, line => line.Contains(word)));
    }
}
