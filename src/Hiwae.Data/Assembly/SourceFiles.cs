using Hiwae.Data.Recognition;

namespace Hiwae.Data.Assembly;

/// <summary>The files of a source, by what they are.</summary>
/// <param name="Root">The folder that they are in, or the file.</param>
/// <param name="Files">Those that are read, all arrays, all pictures or all tables.</param>
/// <param name="Ignored">What is there beside them.</param>
internal sealed record SourceFiles(string Root, ImmutableArray<(string Path, FileFormat Format)> Files, ImmutableArray<(string Path, FileKind Kind)> Ignored)
{
    private const int Deepest = 3;

    /// <summary>What is read, in a sentence.</summary>
    public const string Formats = "IDX, .npy and .npz, MATLAB's .mat, .amat, CIFAR's binary files, PNG and JPEG, CSV, Parquet and safetensors are read";

    // What is more surely data comes first: a text or a picture may lie beside arrays.
    private static readonly ImmutableArray<ImmutableArray<FileFormat>> Ranks =
    [
        [FileFormat.Idx, FileFormat.Npy, FileFormat.Npz, FileFormat.Matlab, FileFormat.Safetensors, FileFormat.Cifar], [FileFormat.Parquet], [FileFormat.Picture], [FileFormat.Amat], [FileFormat.Csv],
    ];

    /// <summary>The files of a path: of a file, of a folder, or those whose names begin so.</summary>
    /// <exception cref="DataFormatException">There is nothing that is read.</exception>
    public static SourceFiles Find(string path)
    {
        if (File.Exists(path))
        {
            var kind = FileSniffer.Of(path);
            return kind.Format is { } format
                ? new(path, [(path, format)], [])
                : throw Refusal(path, kind);
        }

        if (Directory.Exists(path))
            return InFolder(path, 0) ?? throw Nothing(path, Sniffed(Directory.EnumerateFileSystemEntries(path).Where(File.Exists)));
        var named = Sniffed(Beginning(path));
        return Ranked(path, named) ?? (named.IsEmpty
            ? throw new DataFormatException(path, null, "there is no such folder and no such file", "name a folder or a file with data, or the built-in set 'glyphs'")
            : throw Nothing(path, named));
    }

    /// <summary>The files without some that are for something else, such as masks.</summary>
    public SourceFiles Without(IEnumerable<string> others)
    {
        var full = others.Select(Path.GetFullPath).ToHashSet();
        var left = Files.RemoveAll(file => full.Contains(Path.GetFullPath(file.Path)));
        return left.IsEmpty ? this : this with { Files = left };
    }

    /// <summary>The files whose paths begin so.</summary>
    public static IEnumerable<string> Beginning(string path) =>
        Path.GetFileName(path) is { Length: > 0 } beginning && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file).StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            : [];

    private static SourceFiles? InFolder(string folder, int depth)
    {
        var files = Sniffed(Directory.EnumerateFiles(folder));
        if (Ranked(folder, files) is { } found && found.Files[0].Format != FileFormat.Picture)
            return found;
        if (Pictures(folder) is { Length: > 0 } pictures)
            return new(folder, pictures, []);
        if (depth == Deepest)
            return null;
        SourceFiles[] below = [.. Visible(Directory.EnumerateDirectories(folder)).Order(StringComparer.Ordinal).Select(inner => InFolder(inner, depth + 1)).OfType<SourceFiles>()];
        if (below.Length > 1 && below.All(inner => ArrayName.Of(Path.GetFileName(inner.Root)) is { Words: [], Split: not null }))
            return Ranked(folder, [.. below.SelectMany(inner => inner.Files).Select(file => (file.Path, FileKind.Of(file.Format)))]);
        return below.Length <= 1
            ? below.FirstOrDefault()
            : throw new DataFormatException(
                folder, null, $"there are data in several of its folders, {string.Join(", ", below.Take(5).Select(inner => Path.GetFileName(inner.Root)))}{(below.Length > 5 ? ", …" : "")}", "name one of them");
    }

    /// <summary>The pictures of a folder and of those in it, where it has no more than a level for splits and one for labels.</summary>
    private static ImmutableArray<(string, FileFormat)> Pictures(string folder) =>
    [
        .. Visible(Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true }))
            .Where(file => FileSniffer.IsPicture(file))
            .Select(file => (file, FileFormat.Picture)),
    ];

    private static SourceFiles? Ranked(string root, ImmutableArray<(string Path, FileKind Kind)> files)
    {
        // Of what its name says it is a part of the set, and would be missed.
        var found = Best(root, files);
        return found is not null && files.FirstOrDefault(file => file.Kind.IsBroken && ArrayName.OfFile(file.Path) is { Split: not null } or { IsLabel: true }) is { Path: { } path, Kind: { } kind }
            ? throw Refusal(path, kind)
            : found;
    }

    private static DataFormatException Refusal(string path, FileKind kind) => new(path, null, $"it is {kind.Noun}; {Formats}", kind.Remedy);

    private static SourceFiles? Best(string root, ImmutableArray<(string Path, FileKind Kind)> files) => Ranks
        .Select(rank => files.Where(file => file.Kind.Format is { } format && rank.Contains(format)).Select(file => (file.Path, file.Kind.Format!.Value)).ToImmutableArray())
        .Where(found => !found.IsEmpty)
        .Select(found => new SourceFiles(root, found, [.. files.Where(file => !found.Any(kept => kept.Path == file.Path))]))
        .FirstOrDefault();

    private static ImmutableArray<(string Path, FileKind Kind)> Sniffed(IEnumerable<string> files) => [.. Visible(files).Order(StringComparer.Ordinal).Select(file => (file, FileSniffer.Of(file)))];

    private static IEnumerable<string> Visible(IEnumerable<string> paths) => paths.Where(path => Path.GetFileName(path) is not ['.' or '_', ..]);

    private static DataFormatException Nothing(string path, ImmutableArray<(string Path, FileKind Kind)> files)
    {
        var found = files.Take(5).Select(file => $"{Hiwae.Files.Quotation.Of(Path.GetFileName(file.Path))}, {file.Kind.Noun}");
        var remedy = files.Select(file => file.Kind.Remedy).FirstOrDefault(some => some.Length > 0) ?? "name a folder or a file with data";
        return new(path, null, $"there are no data in it that are read; {(files.IsEmpty ? "it has no files" : $"found are {string.Join("; ", found)}{(files.Length > 5 ? "; …" : "")}")}; {Formats}", remedy);
    }
}
