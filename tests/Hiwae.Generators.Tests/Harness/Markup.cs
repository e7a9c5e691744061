using System.Text.RegularExpressions;

namespace Hiwae.Generators.Tests.Harness;

/// <summary>Code in which the expected diagnostics are marked as <c>{|HIW0001:text|}</c>.</summary>
internal sealed record Markup(string Code, IReadOnlyList<Mark> Marks)
{
    private static readonly Regex Pattern = new(@"\{\|(?<id>HIW\d{4}):(?<text>.*?)\|\}", RegexOptions.Singleline);

    public static Markup Parse(string marked)
    {
        var marks = new List<Mark>();
        while (Pattern.Match(marked) is { Success: true } match)
        {
            var text = match.Groups["text"].Value;
            marks.Add(new(match.Groups["id"].Value, match.Index, text));
            marked = marked[..match.Index] + text + marked[(match.Index + match.Length)..];
        }

        return new(marked, marks);
    }
}

/// <summary>A diagnostic and the text that it underlines.</summary>
internal readonly record struct Mark(string Id, int Start, string Text);
