using Hiwae.Data.Formats;

namespace Hiwae.Data.Assembly;

/// <summary>An array with what names say of it.</summary>
/// <param name="Array">The array, a row for each datum.</param>
/// <param name="Field">The name of its field.</param>
/// <param name="Split">Its split; null where no name says one.</param>
/// <param name="IsLabel">Whether its name is one of labels.</param>
internal sealed record NamedArray(FileArray Array, string Field, SplitName? Split, bool IsLabel)
{
    /// <summary>Whether it is a vector: no dimension, or one alone, is larger than 1.</summary>
    public bool IsVector => Array.Shape.Count(size => size > 1) <= 1;

    /// <summary>The arrays of files, by their own names where a file has several, and by those of their files.</summary>
    /// <param name="files">The files and their arrays.</param>
    public static ImmutableArray<NamedArray> Of(IReadOnlyList<(string Path, ImmutableArray<FileArray> Arrays, bool HasNames)> files)
    {
        // What all files are called, such as the set's name, says nothing of one of them.
        var names = files.Select(file => ArrayName.OfFile(file.Path)).ToArray();
        var common = files.Count > 1 ? names.Select(name => name.Words.AsEnumerable()).Aggregate((all, words) => all.Intersect(words)).ToHashSet() : [];
        return
        [
            .. from pair in files.Zip(names)
               from array in pair.First.Arrays
               let own = pair.First.HasNames ? ArrayName.Of(array.Name) : pair.Second with { Words = files.Count == 1 ? [] : [.. pair.Second.Words.Where(word => !common.Contains(word))] }
               let split = own.Split ?? (files.Count > 1 ? pair.Second.Split ?? FolderOf(pair.First.Path) : null)
               select new NamedArray(array, own.Field, files.Count > 1 || pair.First.HasNames ? split : null, own.IsLabel || (!pair.First.HasNames && files.Count > 1 && pair.Second.IsLabel)),
        ];
    }

    private static SplitName? FolderOf(string path) => ArrayName.Of(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "") is { Words: [], Split: { } split } ? split : null;
}
