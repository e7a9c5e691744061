using System.Text.RegularExpressions;

namespace Hiwae.Data.Assembly;

/// <summary>The splits that names speak of.</summary>
internal enum SplitName
{
    Train,
    Validation,
    Test,
}

/// <summary>What the name of an array or a file says of it.</summary>
/// <param name="Split">The split that it names; null where it names none.</param>
/// <param name="Words">The words that are left, in small letters.</param>
internal sealed partial record ArrayName(SplitName? Split, ImmutableArray<string> Words)
{
    private static readonly ImmutableArray<(string Word, SplitName Split)> Splits =
    [
        ("training", SplitName.Train), ("train", SplitName.Train), ("validation", SplitName.Validation), ("valid", SplitName.Validation), ("dev", SplitName.Validation), ("val", SplitName.Validation),
        ("testing", SplitName.Test), ("test", SplitName.Test), ("t10k", SplitName.Test),
    ];

    private static readonly ImmutableArray<string> Labels = ["label", "target", "class", "categor"];
    private static readonly ImmutableArray<string> Images = ["image", "images", "pixels", "pictures"];
    private static readonly ImmutableArray<string> Endings =
        [".gz", ".npy", ".npz", ".mat", ".amat", ".txt", ".csv", ".tsv", ".bin", ".dat", ".parquet", ".safetensors", ".idx", "-ubyte", ".ubyte", "-idx1", "-idx2", "-idx3", "-idx4", ".idx1", ".idx2", ".idx3", ".idx4"];

    /// <summary>Whether it names labels.</summary>
    public bool IsLabel => Words.Any(word => word == "y" || Labels.Any(label => word.StartsWith(label, StringComparison.Ordinal)));

    /// <summary>The name that a field has of it; empty where nothing is left.</summary>
    public string Field => Words switch
    {
        [] => "",
        [var word] when Images.Contains(word) => DataField.ImageName,
        ["labels"] => DataField.LabelName,
        _ => string.Join('_', Words),
    };

    /// <summary>What the name of an array says.</summary>
    public static ArrayName Of(string name)
    {
        var (split, words) = ((SplitName?)null, ImmutableArray.CreateBuilder<string>());
        foreach (var part in Part().Matches(name).Select(match => match.Value.ToLowerInvariant()))
        {
            var (found, rest) = Peeled(part);
            split ??= found;
            if (rest.Length > 0)
                words.Add(rest);
        }

        return new(split, words.ToImmutable());
    }

    /// <summary>What the name of a file says, without its suffixes.</summary>
    public static ArrayName OfFile(string path) => Of(Stem(path));

    /// <summary>The last name of a path, without the suffixes of the formats that are read.</summary>
    public static string Stem(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        for (var ending = name; ending is not null;)
        {
            ending = Endings.FirstOrDefault(known => name.Length > known.Length && name.EndsWith(known, StringComparison.OrdinalIgnoreCase));
            name = name[..^(ending?.Length ?? 0)];
        }

        return name;
    }

    /// <summary>The split of a word, and the word without it: <c>testtarget</c> is of the test, and <c>target</c>.</summary>
    private static (SplitName? Split, string Left) Peeled(string word)
    {
        foreach (var (known, split) in Splits)
        {
            if (word == known)
                return (split, "");

            // Short words begin and end others, such as 'value' and 'device'.
            var isClear = known.Length > 3;
            if (word.StartsWith(known, StringComparison.Ordinal) && word[known.Length..] is var end && (isClear || IsRole(end)))
                return (split, end);
            if (word.EndsWith(known, StringComparison.Ordinal) && word[..^known.Length] is var begin && (IsRole(begin) || (isClear && begin.Length > 1)))
                return (split, begin);
        }

        return (null, word);
    }

    private static bool IsRole(string word) => word is "x" or "y" or "data" || Images.Contains(word) || Labels.Any(label => word.StartsWith(label, StringComparison.Ordinal));

    [GeneratedRegex("t10k|[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+|[^\\W_0-9a-zA-Z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
