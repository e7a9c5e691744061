using System.Globalization;

namespace Hiwae.Cli.Tests.Use;

/// <summary>Numbers and a category of people of three teams, of which some are unknown.</summary>
[Model(Samples = 5)]
public sealed partial record SmallPeople(
    [Shape(2), Column("height", "weight"), Mask(nameof(Measured)), P<Normal>(nameof(Z), Hidden = [20])] Tensor Body,
    [Shape(3), Column("team"), Mask(nameof(Known)), P<Categorical>(nameof(Z), Hidden = [20])] Tensor Team,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Body), nameof(Team), nameof(Measured), nameof(Known), Hidden = [20])] Tensor Z,
    [Given, Shape(2)] Tensor Measured,
    [Given, Shape(1)] Tensor Known);

/// <summary>From a table with gaps to one without, and to scores, on the command line alone.</summary>
public sealed class TableTests : IDisposable
{
    private const int People = 600;

    private static readonly string[] Teams = ["blue", "green", "red, dark"];

    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private sealed record Person(string Name, double Height, double Weight, string Team, int Shoe);

    private static IReadOnlyList<Person> Made { get; } = [.. Make(new Random(5))];

    private static IEnumerable<Person> Make(Random random)
    {
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        for (var i = 0; i < People; i++)
        {
            var team = random.Next(3);
            var height = 160 + (12 * team) + (4 * Normal());
            yield return new($"person \"{i}\"", Math.Round(height, 1), Math.Round(60 + (0.9 * (height - 160)) + (team == 1 ? 15 : 0) + (2 * Normal()), 1), Teams[team], 38 + random.Next(8));
        }
    }

    private static bool IsMissing(int person, int column) => ((person * 7919) + (column * 104_729)) % 1000 % 10 < 3 && !(column < 2 && (person % 3 == column));

    private string Write()
    {
        string Cell(int person, int column, string text) => IsMissing(person, column) ? "" : text;
        string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, "people.csv");
        File.WriteAllLines(path, ["name,height,weight,team,shoe", .. Made.Select((person, i) =>
            $"\"{person.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{Cell(i, 0, Number(person.Height))},{Cell(i, 1, Number(person.Weight))},{Cell(i, 2, $"\"{person.Team}\"")},{person.Shoe}")]);
        return path;
    }

    private Invocation Run(params string[] args)
    {
        var result = Invocation.Of([.. args, "--threads", "1"]);
        Assert.True(result.Status == 0, result.Error);
        return result;
    }

    [Fact]
    public void Gaps_of_a_table_are_filled_better_than_by_means_of_columns()
    {
        var (table, run) = (Write(), Path.Combine(folder, "run"));
        var trained = Run("train", "small-people", "--data", table, "--standardise", "--epochs", "60", "--batch", "20", "--learning-rate", "0.005", "--test-samples", "50", "--out", run);
        Assert.Contains("Body (observed) from 2 columns, height, weight, standardised; Team (observed) from team, one-hot of 3 (blue, green, red, dark)", trained.Error, StringComparison.Ordinal);

        var complete = Path.Combine(folder, "complete.csv");
        var missing = Enumerable.Range(0, People).Sum(i => Enumerable.Range(0, 3).Count(column => IsMissing(i, column)));
        Assert.Contains($"{missing} values were missing, and filled in.", Run("impute", run, "--out", complete).Output, StringComparison.Ordinal);
        var (head, rows) = Read(complete);
        Assert.Equal(["height", "weight", "team", "shoe"], head);
        Assert.Equal(People, rows.Count);
        for (var i = 0; i < People; i++)
        {
            Assert.DoesNotContain("", rows[i]);
            Assert.Equal(Made[i].Shoe, double.Parse(rows[i][3], CultureInfo.InvariantCulture));
            if (!IsMissing(i, 0))
                Assert.Equal(Made[i].Height, double.Parse(rows[i][0], CultureInfo.InvariantCulture), 3);
            if (!IsMissing(i, 2))
                Assert.Equal(Made[i].Team, rows[i][2]);
        }

        foreach (var (column, truth) in new (int, Func<Person, double>)[] { (0, person => person.Height), (1, person => person.Weight) })
        {
            int[] gaps = [.. Enumerable.Range(0, People).Where(i => IsMissing(i, column))];
            var mean = Enumerable.Range(0, People).Where(i => !IsMissing(i, column)).Average(i => truth(Made[i]));
            var (ours, means) = (Error(gaps, i => double.Parse(rows[i][column], CultureInfo.InvariantCulture) - truth(Made[i])), Error(gaps, i => mean - truth(Made[i])));
            Assert.InRange(ours / means, 0, 0.6);
        }

        int[] unknown = [.. Enumerable.Range(0, People).Where(i => IsMissing(i, 2))];
        Assert.InRange(unknown.Average(i => rows[i][2] == Made[i].Team ? 1.0 : 0), 0.75, 1);
    }

    [Fact]
    public void Scores_of_other_people_are_by_the_names_and_the_scale_of_the_run()
    {
        var (table, run) = (Write(), Path.Combine(folder, "run"));
        Run("train", "small-people", "--data", table, "--standardise", "--epochs", "40", "--batch", "20", "--learning-rate", "0.005", "--test-samples", "50", "--out", run);
        var others = Path.Combine(folder, "others.csv");

        // Fewer teams than the run knows, and one man who is not of this world.
        File.WriteAllLines(others, ["height,team,weight", .. Enumerable.Range(0, 12).Select(i => FormattableString.Invariant($"{160 + i},green,{75 + i}")), "172,green,20"]);
        var result = Run("score", run, "--data", others, "--out", Path.Combine(folder, "scores.csv"), "--samples", "200");
        var (head, rows) = Read(Path.Combine(folder, "scores.csv"));
        Assert.Equal(["row", "team", "log_likelihood", "standard_error"], head);
        Assert.Equal(13, rows.Count);
        Assert.Equal(12, rows.Index().MinBy(at => double.Parse(at.Item[2], CultureInfo.InvariantCulture)).Index);
        Assert.Contains("row 12 ", result.Output, StringComparison.Ordinal);
        File.WriteAllLines(others, ["height,team,weight", .. Enumerable.Range(0, 12).Select(i => FormattableString.Invariant($"{160 + i},{(i == 4 ? "pink" : "green")},{75 + i}"))]);
        var fault = Invocation.Of("score", run, "--data", others, "--threads", "1");
        Assert.Equal(1, fault.Status);
        Assert.Contains("pink", fault.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void New_people_are_a_table_of_the_same_columns()
    {
        var (table, run) = (Write(), Path.Combine(folder, "run"));
        Run("train", "small-people", "--data", table, "--standardise", "--epochs", "40", "--batch", "20", "--learning-rate", "0.005", "--test-samples", "50", "--out", run);
        Run("sample", run, "--count", "500", "--out", Path.Combine(folder, "new.csv"));
        var (head, rows) = Read(Path.Combine(folder, "new.csv"));
        Assert.Equal(["height", "weight", "team"], head);
        Assert.Equal(Teams, rows.Select(row => row[2]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Made.Average(person => person.Height), rows.Average(row => double.Parse(row[0], CultureInfo.InvariantCulture)), 3.0);
        Run("encode", run, "--out", Path.Combine(folder, "z.csv"), "--split", "all");
        Assert.Equal("row,team,Z_0,Z_1,Z_sd_0,Z_sd_1", File.ReadLines(Path.Combine(folder, "z.csv")).First());
        Run("reconstruct", run, "--limit", "4");
        Run("plot", run, "latent");
    }

    private static double Error(IReadOnlyCollection<int> rows, Func<int, double> error) => Math.Sqrt(rows.Average(i => error(i) * error(i)));

    private static (string[] Head, List<string[]> Rows) Read(string path)
    {
        string[][] lines = [.. File.ReadAllLines(path).Select(Cells)];
        return (lines[0], [.. lines[1..]]);
    }

    private static string[] Cells(string line)
    {
        var cells = new List<string> { "" };
        var isQuoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
                isQuoted = !isQuoted;
            else if (letter == ',' && !isQuoted)
                cells.Add("");
            else
                cells[^1] += letter;
        }

        return [.. cells];
    }
}
