using System.Globalization;
using Hiwae.Files;

namespace Hiwae.Data.Formats.Tables;

/// <summary>The names of a table's columns.</summary>
internal static class ColumnNames
{
    /// <summary>The names that a file gives, with <c>column3</c> for the third where it gives none.</summary>
    /// <exception cref="DataFormatException">Two columns have one name.</exception>
    public static ImmutableArray<string> Of(string path, IReadOnlyList<string> written)
    {
        string[] names = [.. written.Select((name, i) => name.Length > 0 ? name : $"column{(i + 1).ToString(CultureInfo.InvariantCulture)}")];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (!places.TryAdd(names[i], i))
                throw new DataFormatException(path, null, $"columns {places[names[i]] + 1} and {i + 1} have the same name, {Quotation.Of(names[i])}", "give each column a name of its own");
        }

        return [.. names];
    }
}
