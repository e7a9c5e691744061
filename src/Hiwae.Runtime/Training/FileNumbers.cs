using System.Globalization;
using Hiwae.Checkpoints;
using Hiwae.Files;

namespace Hiwae.Training;

/// <summary>Numbers among the texts of a safetensors file's head, which may be from somebody else.</summary>
/// <param name="path">The file's path in messages.</param>
/// <param name="texts">The texts by name.</param>
internal sealed class FileNumbers(string path, ImmutableSortedDictionary<string, string> texts)
{
    /// <summary>Whether there is such a text.</summary>
    public bool Has(string name) => texts.ContainsKey(name);

    /// <summary>A whole number that is not negative.</summary>
    /// <exception cref="CheckpointException">It is missing, or larger than the most that it may be, or none.</exception>
    public long Whole(string name, long most = long.MaxValue) =>
        texts.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw Wrong(name, $"no number from 0 to {most}");

    /// <summary>The same; null where it is missing.</summary>
    public long? WholeOrNone(string name, long most = long.MaxValue) => Has(name) ? Whole(name, most) : null;

    /// <summary>Any whole number.</summary>
    public long Signed(string name) =>
        texts.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(name, "no whole number of 64 bits");

    /// <summary>A finite number, to the last bit.</summary>
    public double Real(string name) =>
        texts.TryGetValue(name, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Wrong(name, "no finite number");

    /// <summary>The same; null where it is missing.</summary>
    public double? RealOrNone(string name) => Has(name) ? Real(name) : null;

    /// <summary>The format of the file, from 1; 1 where it is missing.</summary>
    /// <exception cref="CheckpointException">It is later than this version reads.</exception>
    public int Format(string name, int latest)
    {
        var format = WholeOrNone(name) ?? 1;
        return format > latest
            ? throw new CheckpointException($"{path} has the format {format}; this version reads up to {latest}. Use the version of Hiwae that wrote it, or a later one.")
            : Math.Max(1, (int)format);
    }

    /// <summary>Yes or no.</summary>
    public bool Flag(string name) => Whole(name, 1) == 1;

    /// <summary>The name of a value.</summary>
    public T Name<T>(string name) where T : struct, Enum =>
        texts.TryGetValue(name, out var text) && Enum.GetNames<T>().Contains(text) ? Enum.Parse<T>(text) : throw Wrong(name, $"not one of the names that are known, but {Quotation.Of(texts.GetValueOrDefault(name, ""))}");

    /// <summary>A fault of the file.</summary>
    public CheckpointException Wrong(string name, string fault) => SafetensorsHeader.Damaged(path, $"the metadata {name} are missing, or {fault}");
}
