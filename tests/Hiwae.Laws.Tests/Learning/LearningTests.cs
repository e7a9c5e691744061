using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Hiwae.Laws.Tests.Learning;

/// <summary>What the language has is of use only where it learns: models come as near as stated to data that are made by a known member of their own family.</summary>
public sealed partial class LearningTests(LearningTests.Console console) : IClassFixture<LearningTests.Console>
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository, "docs", "learning.md"));

    private static readonly string Declarations = File.ReadAllText(Path.Combine(Repository, "tests", "Hiwae.Laws.Tests", "Learning", "Models.cs"));

    public static TheoryData<string> Models => new(Lesson.All.Select(lesson => lesson.Model));

    private static string Repository
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Hiwae.sln")))
                folder = Path.GetDirectoryName(folder) ?? throw new FileNotFoundException($"There is no Hiwae.sln above {AppContext.BaseDirectory}.");
            return folder;
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void A_model_comes_as_near_to_the_truth_as_stated(string model)
    {
        var lesson = Lesson.All.Single(lesson => lesson.Model == model);
        var gap = lesson.Gap();
        console.Say(string.Create(CultureInfo.InvariantCulture, $"{model} on {lesson.Data}: {gap:F3} nats behind the truth, stated: {lesson.Text}"));
        Assert.InRange(gap, lesson.Least, lesson.Stated);
    }

    [Fact]
    public void The_page_states_what_is_tested_and_how_long_the_declarations_are()
    {
        var rows = Row().Matches(Page).ToDictionary(row => row.Groups["model"].Value, row => (row.Groups["lines"].Value, row.Groups["data"].Value, row.Groups["stated"].Value));
        Assert.Equal(
            Lesson.All.ToDictionary(
                lesson => lesson.Model,
                lesson => (Length(lesson.Model).ToString(CultureInfo.InvariantCulture), lesson.Data, lesson.Text)),
            rows);
        Assert.All(Lesson.All, lesson => Assert.InRange(Length(lesson.Model), 2, 25));
    }

    /// <summary>The lines of a declaration and of whatever it names that is declared beside it, without comments and empty ones.</summary>
    private static int Length(string name)
    {
        List<string> names = [name];
        var total = 0;
        for (var i = 0; i < names.Count; i++)
        {
            var found = Declaration(names[i]).Match(Declarations);
            if (!found.Success)
                continue;
            var lines = found.Value.Split('\n').Where(line => line.Trim().Length > 0);
            total += lines.Count();
            names.AddRange(Named().Matches(found.Value).Select(match => match.Groups[1].Value).Where(other => !names.Contains(other)).Distinct());
        }

        return total;
    }

    private static Regex Declaration(string name) => new(
        $@"^(\[.*\n)+public (sealed partial record {name}\b(?s:.*?);$|readonly struct {name}\b(?s:.*?)^\}}$)", RegexOptions.Multiline);

    [GeneratedRegex(@"(?:<|typeof\()(\w+)")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| `(?<model>\w+)` \| (?<lines>\d+) \| (?<data>[^|]+?) \| (?<stated>[^|]+?) \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    /// <summary>The runner's own channel, which reaches the console also where tests pass; xunit.runner.json opens it.</summary>
    public sealed class Console(IMessageSink messages)
    {
        public void Say(string text) => messages.OnMessage(new Xunit.Sdk.DiagnosticMessage(text));
    }
}
