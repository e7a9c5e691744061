using System.Collections.Immutable;
using System.Text.Json;
using Hiwae.Checkpoints;
using Hiwae.Cli.Runs;

namespace Hiwae.Cli.History;

/// <summary>What was read of a run's history.</summary>
/// <param name="Lines">Those that stand, in the order of the run.</param>
/// <param name="Damaged">The number of lines that are none: one, where the program was killed while it wrote.</param>
internal sealed record MetricsReading(ImmutableArray<MetricsLine> Lines, int Damaged)
{
    /// <summary>That of a run without a history.</summary>
    public static MetricsReading Nothing { get; } = new([], 0);

    /// <summary>The epochs.</summary>
    public IEnumerable<EpochLine> Epochs => Lines.OfType<EpochLine>();

    /// <summary>The test; null where none was made yet.</summary>
    public TestLine? Test => Lines.OfType<TestLine>().LastOrDefault();
}

/// <summary>The file of a run's history: one JSON object a line.</summary>
internal static class MetricsFile
{
    /// <summary>The longest file that is read; a line has some 300 bytes.</summary>
    public const int LongestFile = 64 << 20;

    // A crash damages one line. A file of rubbish is not read to its end.
    private const int MostDamaged = 100;

    /// <summary>
    /// The lines that stand. Damaged ones are left out; where an epoch comes again, because the run was taken up from an earlier one, what was said of it and of later ones before no longer holds.
    /// </summary>
    /// <param name="folder">The run's folder, which may be from somebody else.</param>
    /// <returns>Nothing, where there is no such file.</returns>
    /// <exception cref="CheckpointException">It is a link, no file of lines, or cannot be read.</exception>
    public static MetricsReading Read(string folder)
    {
        var path = Path.Combine(folder, RunFolder.MetricsFile);
        var bytes = OwnFile.Read(path, LongestFile);
        if (bytes is null)
            return MetricsReading.Nothing;
        var lines = new List<MetricsLine>();
        var damaged = 0;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            var text = bytes.AsSpan()[range].Trim(" \r\t"u8);
            if (text.IsEmpty)
                continue;
            if (Parse(text) is { } line)
                Add(lines, line);
            else if (++damaged > MostDamaged)
                throw new CheckpointException($"{path} has more than {MostDamaged} lines that tell of no epoch and no test. It is not the history of a run; remove it, or name another folder.");
        }

        return new([.. lines], damaged);
    }

    /// <summary>Adds a line, on to the disk. It begins anew where the last one was cut off.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Append(string folder, MetricsLine line)
    {
        var path = Path.Combine(folder, RunFolder.MetricsFile);
        if (new FileInfo(path).LinkTarget is not null)
            throw new IOException($"{path} is a link; remove it");
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        var isCut = false;
        if (stream.Length > 0)
        {
            stream.Seek(-1, SeekOrigin.End);
            isCut = stream.ReadByte() != '\n';
        }

        stream.Write([.. isCut ? "\n"u8 : [], .. Text(line)]);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Writes all lines anew, and puts the file in place when it is whole.</summary>
    /// <inheritdoc cref="Append"/>
    public static void Write(string folder, IEnumerable<MetricsLine> lines)
    {
        var path = Path.Combine(folder, RunFolder.MetricsFile);
        var draft = path + ".partial";
        File.Delete(draft);
        using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            foreach (var line in lines)
                stream.Write(Text(line));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private static byte[] Text(MetricsLine line) => [.. JsonSerializer.SerializeToUtf8Bytes(line, MetricsJson.Default.MetricsLine), (byte)'\n'];

    private static MetricsLine? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, MetricsJson.Default.MetricsLine) is { } line && IsPlausible(line) ? line : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsPlausible(MetricsLine line) =>
        line.Step >= 0 && line.Epoch >= (line is EpochLine ? 1 : 0) && line.Measured().All(number => number is not { } value || double.IsFinite(value));

    private static void Add(List<MetricsLine> lines, MetricsLine line)
    {
        while (lines is [.., var last] && (last is TestLine || (line is EpochLine && last.Epoch >= line.Epoch)))
            lines.RemoveAt(lines.Count - 1);
        lines.Add(line);
    }
}
