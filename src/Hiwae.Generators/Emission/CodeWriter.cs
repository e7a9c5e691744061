using System.Collections.Generic;
using System.Linq;
using System.Text;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Emission;

/// <summary>Text with indentation; lines end in a line feed on every system.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes one or more lines at the current indentation; empty ones stay empty.</summary>
    public CodeWriter Line(string lines = "")
    {
        foreach (var line in lines.Replace("\r", "").Split('\n'))
        {
            if (line.Length > 0)
                text.Append(' ', 4 * depth).Append(line);
            text.Append('\n');
        }

        return this;
    }

    /// <summary>Opens a block that <see cref="Close"/> ends.</summary>
    public CodeWriter Open(string bracket = "{")
    {
        Line(bracket);
        depth++;
        return this;
    }

    /// <summary>Ends a block.</summary>
    public CodeWriter Close(string bracket = "}")
    {
        depth--;
        return Line(bracket);
    }

    /// <summary>Writes lines one level deeper.</summary>
    public CodeWriter Indented(string lines)
    {
        depth++;
        Line(lines);
        depth--;
        return this;
    }

    /// <summary>Items between square brackets, as in a collection expression.</summary>
    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    /// <summary>Numbers between square brackets.</summary>
    public static string List(IEnumerable<int> numbers) => List(numbers.Select(number => number.Invariant()));

    public override string ToString() => text.ToString();
}
