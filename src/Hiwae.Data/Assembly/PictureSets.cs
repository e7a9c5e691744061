using Hiwae.Data.Formats;
using Hiwae.Data.Formats.Pictures;

namespace Hiwae.Data.Assembly;

/// <summary>Makes a data set of pictures: sub-folders are labels, in the order of their names, and those named after splits have these.</summary>
internal static class PictureSets
{
    /// <summary>The set.</summary>
    /// <param name="source">The folder that was named.</param>
    /// <param name="files">The pictures in it, and in its sub-folders.</param>
    /// <param name="options">How files are read.</param>
    /// <exception cref="DataFormatException">Pictures are damaged or of several sizes, or lie beside folders of others.</exception>
    public static PlannedSet Plan(string source, IReadOnlyList<string> files, DataOptions options)
    {
        var placed = files.Order(StringComparer.Ordinal).Select(file => Place(source, file)).ToArray();
        if (placed.FirstOrDefault(one => (one.Label is null) != (placed[0].Label is null) || (one.Split is null) != (placed[0].Split is null)) is { File: not null } odd)
            throw new DataFormatException(
                source, null, $"{placed[0].File} and {odd.File} are not in folders alike", "put all pictures into the folder, or into a sub-folder for each label, in train and test where there are splits");
        var pictures = PictureReader.Read([.. placed.Select(one => one.File)]);
        var arrays = placed.Zip(pictures)
            .GroupBy(pair => pair.First.Split)
            .SelectMany(split => Arrays(source, split.Key, [.. split]))
            .ToImmutableArray();
        return ArraySets.Plan(source, [(source, arrays, true)], [], options) with { IsTable = true };
    }

    private static IEnumerable<FileArray> Arrays(string source, SplitName? split, (Placed Place, Picture Picture)[] pairs)
    {
        yield return PictureReader.Stack($"{split}_image", source, [.. pairs.Select(pair => pair.Picture)]);
        if (pairs[0].Place.Label is not null)
            yield return new($"{split}_label", [pairs.Length], pairs.Select(pair => pair.Place.Label!).ToArray()) { Path = source };
    }

    private static Placed Place(string source, string file)
    {
        var folders = Path.GetDirectoryName(Path.GetRelativePath(source, file))!.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var split = folders is [var first, ..] && ArrayName.Of(first) is { Words: [], Split: { } named } ? named : (SplitName?)null;
        return new(file, split, folders.Length > (split is null ? 0 : 1) ? folders[^1] : null);
    }

    private sealed record Placed(string File, SplitName? Split, string? Label);
}
