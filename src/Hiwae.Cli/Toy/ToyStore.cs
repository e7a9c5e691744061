namespace Hiwae.Cli.Toy;

/// <summary>The trainings of a series, a line each in a file of its folder: what is there is not done again.</summary>
/// <param name="folder">The series' folder.</param>
internal sealed class ToyStore(string folder)
{
    /// <summary>The file.</summary>
    public const string File = "runs.jsonl";

    private readonly string path = Path.Combine(folder, File);
    private readonly Lock writing = new();

    /// <summary>What is there; a line that is cut off counts for nothing.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<ToyRecord> Read() => System.IO.File.Exists(path)
        ? [.. System.IO.File.ReadLines(path).Select(ResultJson.Read<ToyRecord>).OfType<ToyRecord>()]
        : [];

    /// <summary>Adds one.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(ToyRecord record)
    {
        lock (writing)
            System.IO.File.AppendAllLines(path, [ResultJson.Line(record)]);
    }
}
