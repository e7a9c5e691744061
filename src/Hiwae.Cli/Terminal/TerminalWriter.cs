using System.Text;

namespace Hiwae.Cli.Terminal;

/// <summary>A terminal's lines: what is longer than a line is broken between words, under the line's own margin, so that the terminal cuts none.</summary>
/// <param name="inner">The terminal.</param>
/// <param name="width">Columns of a line.</param>
public sealed class TerminalWriter(TextWriter inner, int width) : TextWriter(CultureInfo.InvariantCulture)
{
    /// <summary>Where nobody says how wide a line is.</summary>
    private const int UsualWidth = 80;

    /// <summary>What writes as it is told, whatever the width: for texts that programs read.</summary>
    public TextWriter Inner => inner;

    /// <summary>Columns of a line.</summary>
    public int Width { get; } = width > 0 ? width : UsualWidth;

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>The columns of a line of a writer; null where it has no lines to fit, as a file has not.</summary>
    public static int? WidthOf(TextWriter writer) => (writer as TerminalWriter)?.Width;

    /// <summary>The writer that takes texts for programs: the one below a terminal's lines.</summary>
    public static TextWriter Unbroken(TextWriter writer) => writer is TerminalWriter terminal ? terminal.Inner : writer;

    /// <inheritdoc/>
    public override void Write(char value) => inner.Write(value);

    /// <inheritdoc/>
    public override void Write(string? value) => inner.Write(value);

    /// <inheritdoc/>
    public override void WriteLine() => inner.WriteLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        foreach (var line in (value ?? "").Split('\n'))
        {
            foreach (var part in Lines.Broken(line.TrimEnd('\r'), Width))
                inner.WriteLine(part);
        }
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();
}
